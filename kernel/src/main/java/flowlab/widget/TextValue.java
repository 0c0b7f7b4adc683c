package flowlab.widget;

/**
 * A control whose value is text.
 *
 * @param <W> the widget itself
 */
public abstract class TextValue<W extends TextValue<W>> extends ValueWidget<String, W> {
  TextValue(String name, String style, String value) {
    super(name, style, "value");
    set("placeholder", "\u200b");
    begin(value);
  }

  @Override
  final String fromJson(Object json) {
    return (String) json;
  }
}
