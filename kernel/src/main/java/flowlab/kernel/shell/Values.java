package flowlab.kernel.shell;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** What the reader's variables hold, read from the classes that JShell made for them. */
final class Values {
  private final JShell jshell;
  private final SourceCodeAnalysis analysis;
  private final Wrappers wrappers;

  Values(JShell jshell, SourceCodeAnalysis analysis, Wrappers wrappers) {
    this.jshell = jshell;
    this.analysis = analysis;
    this.wrappers = wrappers;
  }

  /** The declared variables and what they hold. */
  Map<VarSnippet, Object> all() {
    var values = new LinkedHashMap<VarSnippet, Object>();
    jshell
        .variables()
        .filter(v -> !v.name().startsWith("$"))
        .forEach(v -> values.put(v, of(v, v.name()).orElse(null)));
    return values;
  }

  /** The value of a variable, if it has one. */
  @Nullable Object named(String name) {
    return jshell
        .variables()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .flatMap(v -> of(v, name))
        .orElse(null);
  }

  Optional<Object> of(Snippet snippet, String name) {
    Optional<Field> field = wrappers.field(wrapper(snippet), name);
    try {
      return field.isEmpty() ? Optional.empty() : Optional.ofNullable(field.get().get(null));
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
  }

  /** The class that JShell made of a snippet. */
  String wrapper(Snippet snippet) {
    return analysis.wrapper(snippet).fullClassName();
  }
}
