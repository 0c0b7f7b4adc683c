package flowlab.widget;

/** Yes or no. */
public final class Checkbox extends ValueWidget<Boolean, Checkbox> {
  public Checkbox(String description, boolean value) {
    super("Checkbox", "CheckboxStyle", "value");
    set("indent", true);
    set("disabled", false);
    description(description);
    begin(value);
  }

  @Override
  Boolean fromJson(Object json) {
    return (Boolean) json;
  }
}
