package flowlab.kernel.shell;

import flowlab.kernel.base.Log;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * The classes that JShell has made and keeps for its compiler. It lets none go, and each
 * compilation lists them all: after seven thousand cells one costs ten times as much as at first.
 * But no later cell can name what was made of a statement that has run, or of a declaration that
 * another has replaced. JShell has no word for letting go of these, so its own table is cleared of
 * them, where this JDK has one of the known form; where it has not, cells are only slower.
 */
final class CompiledClasses {
  /** So many more classes than there were are let go of together. */
  private static final int MANY = 100;

  private static final String PREFIX = "REPL.$JShell$";

  private final JShell jshell;
  private final Function<Snippet, String> wrapper;
  private final Map<String, ?> classes;
  private int before;

  /**
   * @param wrapper how a snippet's class is called
   */
  CompiledClasses(JShell jshell, Function<Snippet, String> wrapper) {
    this.jshell = jshell;
    this.wrapper = wrapper;
    classes = classesOf(jshell);
    before = classes.size();
  }

  private static Map<String, ?> classesOf(JShell jshell) {
    try {
      Object files = read(read(jshell, "taskFactory"), "fileManager");
      @SuppressWarnings("unchecked")
      var classes = (Map<String, ?>) read(files, "classObjects");
      return classes;
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.problem("long sessions get slower", e);
      return Map.of();
    }
  }

  private static Object read(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  int size() {
    return classes.size();
  }

  /** Lets go of what no cell can name any more, now and then. Nothing may be compiled meanwhile. */
  void clear() {
    if (classes.size() < before + MANY) return;
    Set<String> named = new HashSet<>();
    jshell
        .snippets()
        .filter(each -> !(each instanceof ImportSnippet) && jshell.status(each).isActive())
        .forEach(each -> named.add(wrapper.apply(each)));
    classes.keySet().removeIf(each -> !named.contains(outer(each)));
    before = classes.size();
  }

  /** The class around a class: {@code REPL.$JShell$7} of {@code REPL.$JShell$7$Point}. */
  private static String outer(String name) {
    int inner = name.indexOf('$', PREFIX.length());
    return inner < 0 ? name : name.substring(0, inner);
  }
}
