package flowlab.widget;

/** A line to type into. */
public final class Text extends TextValue<Text> {
  public Text(String value) {
    super("Text", "TextStyle", value);
    set("continuous_update", true);
    set("disabled", false);
  }

  /** What an empty line shows. */
  public Text placeholder(String text) {
    return with("placeholder", text);
  }

  /** Whether each letter counts, or only the finished line. */
  public Text continuousUpdate(boolean continuous) {
    return with("continuous_update", continuous);
  }
}
