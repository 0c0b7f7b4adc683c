package flowlab.widget;

/** A line of text; LaTeX between dollar signs is set as mathematics. */
public final class Label extends TextValue<Label> {
  public Label(String value) {
    super("Label", "LabelStyle", value);
  }
}
