package flowlab.kernel.shell;

import flowlab.kernel.base.Log;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.StatementSnippet;
import org.jspecify.annotations.Nullable;

/**
 * What JShell keeps of cells that have run: each snippet with the source around it, and each class,
 * all of which every compilation lists, so that each cell takes longer than the one before: after
 * seven thousand, several times as long as at first. But no later cell can name what was made of a
 * statement, or of a declaration that another has replaced. JShell has no word for letting go of
 * these, so its own tables are cleared of them, where this JDK has them in the known form; where it
 * has not, cells only get slower.
 */
final class Leftovers {
  /** So many more classes than there were are let go of together. */
  private static final int MANY = 100;

  private static final String PACKAGE = "REPL.";
  private static final String PREFIX = "$JShell$";

  /**
   * JShell's tables.
   *
   * @param classes those that the compiler is offered, by name
   * @param loaded what the virtual machine has of them, by name
   * @param sources what was written around snippets, by the name of the class without its package
   * @param snippets all that there were
   * @param byKey the latest of each key
   */
  private record Tables(
      Map<String, ?> classes,
      Map<String, ?> loaded,
      Map<String, ?> sources,
      Collection<Snippet> snippets,
      List<Snippet> byKey) {

    @SuppressWarnings("unchecked")
    static Tables of(JShell jshell) throws ReflectiveOperationException {
      Object maps = read(jshell, "maps");
      return new Tables(
          (Map<String, ?>) read(read(read(jshell, "taskFactory"), "fileManager"), "classObjects"),
          (Map<String, ?>) read(read(jshell, "classTracker"), "map"),
          (Map<String, ?>) read(read(jshell, "outerMap"), "classOuters"),
          (Collection<Snippet>) read(maps, "snippets"),
          (List<Snippet>) read(maps, "keyIndexToSnippet"));
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    }
  }

  private final JShell jshell;
  private final Function<Snippet, String> wrapper;
  private final @Nullable Tables tables;
  private int before;

  /**
   * @param wrapper how a snippet's class is called
   */
  Leftovers(JShell jshell, Function<Snippet, String> wrapper) {
    this.jshell = jshell;
    this.wrapper = wrapper;
    tables = tables(jshell);
    before = size();
  }

  private static @Nullable Tables tables(JShell jshell) {
    try {
      return Tables.of(jshell);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.problem("long sessions get slower", e);
      return null;
    }
  }

  /** How many classes the compiler is offered. */
  int size() {
    return tables == null ? 0 : tables.classes().size();
  }

  /** Lets go of what no cell can name any more, now and then. Nothing may be compiled meanwhile. */
  void clear() {
    if (tables == null || size() < before + MANY) return;
    Set<String> named = new HashSet<>();
    Set<String> done = new HashSet<>();
    Set<Snippet> gone = new HashSet<>();
    for (Snippet each : tables.snippets()) {
      if (each instanceof ImportSnippet) continue;
      if (jshell.status(each).isActive()) {
        named.add(wrapper.apply(each));
      } else if (isOfOneRun(each)) {
        done.add(wrapper.apply(each));
        gone.add(each);
      }
    }
    tables.classes().keySet().removeIf(name -> !named.contains(outer(name)));
    tables.sources().keySet().removeIf(name -> !named.contains(PACKAGE + name));
    tables.loaded().keySet().removeIf(name -> done.contains(outer(name)));
    tables.snippets().removeAll(gone);
    tables.byKey().replaceAll(latest -> gone.contains(latest) ? null : latest);
    before = size();
  }

  /**
   * Whether a snippet has run and is done with. A declaration is not: the next one of its name may
   * get a class that is called like one of before, of which JShell must know that it is loaded.
   */
  private static boolean isOfOneRun(Snippet snippet) {
    return snippet instanceof StatementSnippet || snippet instanceof ExpressionSnippet;
  }

  /** The class around a class: {@code REPL.$JShell$7} of {@code REPL.$JShell$7$Point}. */
  private static String outer(String name) {
    int inner = name.indexOf('$', (PACKAGE + PREFIX).length());
    return inner < 0 ? name : name.substring(0, inner);
  }
}
