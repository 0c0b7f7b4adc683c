package flowlab.kernel.magic;

import flowlab.kernel.shell.Shell;

/**
 * A kernel as JJava's extensions expect it. What implements it, and JJava's types, lie in a folder
 * of their own and are loaded when the first jar with an extension is.
 */
public interface ExtensionHost {
  /** The packages of it that cells may see: extensions are compiled against JJava's. */
  String[] PACKAGES = {"org.dflib.jjava.", "flowlab.kernel.jjava."};

  /** Once, before the first extension. */
  void start(Shell shell, Cells cells);

  /** Lets an extension do what it does at a start of its kernel. */
  void install(String className) throws Exception;
}
