package flowlab.kernel.debug;

import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Threads;
import flowlab.kernel.base.Throwables;
import flowlab.kernel.display.NdArrays;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.display.Texts;
import flowlab.kernel.shell.Shell;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The tree of variables that a debugger shows: a line for each value, and what is inside when it is
 * unfolded. What a number stands for is forgotten when a thread goes on.
 */
final class VariableTree {
  private static final int PAGE = 100;
  private static final int LONGEST = 200;
  private static final long PATIENCE_MILLIS = 500;

  /**
   * A variable, an element, a field.
   *
   * @param type as it was declared; null where only its value tells
   */
  record Variable(String name, Object value, String type) {
    Variable(String name, Object value) {
      this(name, value, null);
    }
  }

  /** What can be unfolded: so many from there on. */
  private interface Inside {
    List<Variable> some(int start, int count);
  }

  /** A part of what is inside, because all would be too much at once. */
  private record Page(Inside inside, int start, int end) implements Inside {
    @Override
    public List<Variable> some(int from, int count) {
      return inside.some(start + from, Math.min(count, end - start - from));
    }
  }

  private final Supplier<Shell> shell;
  private final List<Inside> known = new ArrayList<>();
  private final Set<Integer> scopes = new HashSet<>();
  private volatile boolean isForJupyterLab;

  VariableTree(Supplier<Shell> shell) {
    this.shell = shell;
  }

  synchronized void forget() {
    known.clear();
    scopes.clear();
  }

  /** A number for these variables, which are never divided into pages. */
  synchronized int scope(List<Variable> variables) {
    int reference = remembered((start, count) -> variables);
    scopes.add(reference);
    return reference;
  }

  /** Whether a number stands for variables, and not for what is inside of one. */
  synchronized boolean isScope(int reference) {
    return scopes.contains(reference);
  }

  private synchronized int remembered(Inside inside) {
    known.add(inside);
    return known.size();
  }

  private synchronized Inside inside(int reference) {
    if (reference < 1 || reference > known.size()) {
      throw new IllegalArgumentException("these variables are gone, as the thread has gone on");
    }
    return known.get(reference - 1);
  }

  /** What is inside, as the protocol wants it. */
  List<Object> children(int reference, int start, int count) {
    var rows = new ArrayList<Object>();
    inside(reference)
        .some(start, count > 0 ? count : Integer.MAX_VALUE)
        .forEach(each -> rows.add(row(each)));
    return rows;
  }

  /** One variable: its name, its value in a few words, its type. */
  Map<String, Object> row(Variable variable) {
    Object value = variable.value();
    String text = value instanceof Page ? "" : brief(value);
    String type = value instanceof Page ? "" : type(variable);
    var row = new LinkedHashMap<String, Object>();
    row.put("name", variable.name());
    row.put("value", text);
    // JupyterLab's tree shows no value beside a type that is not Python's
    row.put("type", isForJupyterLab && !type.isEmpty() ? text + "  (" + type + ")" : type);
    row.put("evaluateName", variable.name());
    Inside inside = value instanceof Page page ? page : insideOf(value);
    row.put("variablesReference", inside == null ? 0 : remembered(inside));
    return row;
  }

  /** Primitive where it was declared so, else what the value is. */
  private static String type(Variable variable) {
    boolean primitive = variable.type() != null && variable.type().matches("[a-z]+");
    if (primitive || variable.value() == null) {
      return variable.type() == null ? "null" : variable.type();
    }
    return Texts.readable(variable.value().getClass().getTypeName())
        .replaceAll("\\b[\\w.]+\\.(?=\\w)", "");
  }

  /** For which front end rows are made. */
  void front(String client) {
    isForJupyterLab = client.equals("jupyterlab");
  }

  /** A value in a few words. Its methods may be the reader's, and may never end. */
  String brief(Object value) {
    String text = patiently(() -> Renderers.summary(value), "…");
    String line = value instanceof CharSequence ? '"' + text + '"' : text;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** Does work of the reader's methods, and gives up on it soon: then it is stopped like a cell. */
  <T> T patiently(Supplier<T> work, T otherwise) {
    var result = new CompletableFuture<T>();
    Origin here = Origin.current();
    var origin = new Origin(here.header(), here.identities(), 0, false);
    Shell reader = shell.get();
    Threads.daemon(
        "flowlab-debug-value",
        () -> {
          origin.enter();
          reader.begin(origin);
          reader.enter();
          try {
            result.complete(Debugger.unheld(work));
          } catch (Throwable e) {
            result.completeExceptionally(e);
          } finally {
            reader.leave();
            reader.end();
          }
        });
    try {
      return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reader.stop(origin);
      return otherwise;
    } catch (Exception e) {
      if (otherwise instanceof String) {
        @SuppressWarnings("unchecked")
        T said = (T) ("… (" + Throwables.text(e.getCause() == null ? e : e.getCause()) + ")");
        return said;
      }
      return otherwise;
    }
  }

  /** Nothing where the value does not tell: another thread changes it, or has locked it. */
  private Inside insideOf(Object value) {
    return value == null || isPlain(value) ? null : patiently(() -> unfolded(value), null);
  }

  private Inside unfolded(Object value) {
    Optional<Integer> rows = NdArrays.rows(value);
    if (rows.isPresent()) return indexed(rows.get(), i -> NdArrays.element(value, i));
    if (value.getClass().isArray()) {
      return indexed(Array.getLength(value), i -> Array.get(value, i));
    }
    if (value instanceof Collection<?> all && isOfJdk(value)) {
      List<Object> elements = new ArrayList<>(all);
      return indexed(elements.size(), elements::get);
    }
    if (value instanceof Map<?, ?> map && isOfJdk(value)) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      return paged(
          entries.size(),
          i -> new Variable(brief(entries.get(i).getKey()), entries.get(i).getValue()));
    }
    List<Variable> fields = fields(value);
    return fields.isEmpty() ? null : (start, count) -> fields;
  }

  private static boolean isOfJdk(Object value) {
    return value.getClass().getName().startsWith("java.");
  }

  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof CharSequence
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Class
        || value instanceof Enum;
  }

  private static Inside indexed(int size, IntFunction<Object> element) {
    return paged(size, i -> new Variable("[" + i + "]", element.apply(i)));
  }

  private static Inside paged(int size, IntFunction<Variable> element) {
    return new Inside() {
      @Override
      public List<Variable> some(int start, int count) {
        int end = (int) Math.min(size, start + (long) count);
        var found = new ArrayList<Variable>();
        int page = end - start > PAGE ? pageOf(end - start) : 1;
        for (int i = start; i < end; i += page) {
          int last = Math.min(end, i + page);
          found.add(
              page == 1
                  ? element.apply(i)
                  : new Variable("[" + i + " … " + (last - 1) + "]", new Page(this, i, last)));
        }
        return found;
      }
    };
  }

  /** So large that no level has more than a hundred pages. */
  private static int pageOf(int size) {
    int page = PAGE;
    while ((long) page * PAGE < size) page *= PAGE;
    return page;
  }

  /** Fields of an object, its own first, as far as they may be read. */
  private static List<Variable> fields(Object value) {
    var found = new ArrayList<Variable>();
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.getName().startsWith("this$")) {
          continue;
        }
        if (!field.trySetAccessible()) continue;
        try {
          found.add(new Variable(field.getName(), field.get(value), field.getType().getTypeName()));
        } catch (IllegalAccessException e) {
          // not shown
        }
      }
    }
    return found;
  }
}
