package flowlab.widget;

/** A piece of HTML. */
public final class HTML extends TextValue<HTML> {
  public HTML(String value) {
    super("HTML", "HTMLStyle", value);
  }
}
