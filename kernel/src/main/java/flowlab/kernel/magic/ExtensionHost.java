package flowlab.kernel.magic;

import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.shell.Shell;

/**
 * A kernel as JJava's extensions and IJava's notebooks expect it. What implements it, and JJava's
 * and IJava's types, lie in a folder of their own and are loaded with the first jar that holds an
 * extension, or by the first cell that names one of those types.
 */
public interface ExtensionHost {
  /**
   * The packages of it that cells may see: what is written for JJava or IJava is compiled against
   * theirs.
   */
  String[] PACKAGES = {"org.dflib.jjava.", "io.github.spencerpark.", "flowlab.kernel.jjava."};

  /** Once, before the first extension. */
  void start(Shell shell, CellRunner cells);

  /** Lets an extension do what it does at a start of its kernel. */
  void install(String className) throws Exception;
}
