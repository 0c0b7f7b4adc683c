package flowlab.kernel.display;

/** A value in a few words: what is large says its type and shape, all else what it is. */
public final class Brief {
  private Brief() {}

  public static String of(Object value) {
    return NdArrays.brief(value).or(() -> Tables.brief(value)).orElseGet(() -> Texts.of(value));
  }
}
