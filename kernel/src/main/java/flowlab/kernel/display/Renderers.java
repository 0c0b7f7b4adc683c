package flowlab.kernel.display;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** From any value to what a front end can show. The first renderer that knows a value wins. */
public final class Renderers {
  /** Knows some kinds of values. */
  @FunctionalInterface
  public interface Renderer {
    Optional<Bundle> render(Object value);
  }

  private static final List<Renderer> ALL =
      new CopyOnWriteArrayList<>(
          List.of(
              Renderers::ownBundle,
              Images::render,
              Tables::render,
              NdArrays::render,
              Grids::render));

  private Renderers() {}

  /** From now on this one is asked first. */
  public static void add(Renderer renderer) {
    ALL.add(0, renderer);
  }

  /** The value as one or all of its types; text shown as some other type is taken to be of it. */
  public static Bundle bundle(@Nullable Object value, String... mimes) {
    return Plain.of(asked(value, mimes));
  }

  /** A value in a few words: what is large says its type and shape, all else what it is. */
  public static String summary(Object value) {
    return NdArrays.brief(value).or(() -> Tables.brief(value)).orElseGet(() -> Texts.of(value));
  }

  private static Bundle asked(@Nullable Object value, String... mimes) {
    if (value instanceof CharSequence || value instanceof byte[]) {
      if (mimes.length == 1) return raw(value, mimes[0]);
    }
    if (value != null && List.of(mimes).contains(Images.SVG) && Images.isChart(value)) {
      return Images.svg(value);
    }
    return full(value).only(mimes);
  }

  private static Bundle full(@Nullable Object value) {
    if (value == null) return Bundle.text("null");
    for (Renderer renderer : ALL) {
      Optional<Bundle> bundle = renderer.render(value);
      if (bundle.isPresent()) return bundle.get();
    }
    return Bundle.text(Texts.of(value));
  }

  private static Bundle raw(Object value, String mime) {
    Object data = value instanceof byte[] ? value : value.toString();
    return mime.equals("text/plain")
        ? Bundle.text(Texts.of(value))
        : Bundle.of(Map.of(mime, data, "text/plain", shortText(value)));
  }

  private static String shortText(Object value) {
    return value instanceof byte[] bytes ? bytes.length + " bytes" : Texts.of(value);
  }

  /**
   * Any value that says itself how it is shown, through {@code mimeBundle()}, and perhaps at what
   * size, through {@code mimeMetadata()}.
   */
  private static Optional<Bundle> ownBundle(Object value) {
    if (!givesMap(value, "mimeBundle")) return Optional.empty();
    Map<String, Object> data = map(value, "mimeBundle");
    Map<String, Object> metadata =
        givesMap(value, "mimeMetadata") ? map(value, "mimeMetadata") : Map.of();
    return Optional.ofNullable(data)
        .map(found -> new Bundle(found, metadata == null ? Map.of() : metadata));
  }

  private static boolean givesMap(Object value, String method) {
    return Reflect.method(value.getClass(), method)
        .filter(found -> Map.class.isAssignableFrom(found.getReturnType()))
        .isPresent();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value, String method) {
    return (Map<String, Object>) Reflect.call(value, method);
  }
}
