package flowlab.widget;

import flowlab.kernel.display.Images;
import java.awt.image.RenderedImage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A picture that can be replaced by another, without flicker. */
public final class Image extends Control<Image> {
  /** A picture in a format that browsers know, for example {@code "png"}. */
  public Image(byte[] value, String format) {
    super("Image");
    set("format", format);
    set("width", "");
    set("height", "");
    set("value", value.clone());
  }

  public Image(RenderedImage image) {
    this(Images.png(image), "png");
  }

  public byte[] value() {
    return ((byte[]) Objects.requireNonNull(get("value"))).clone();
  }

  /** Shows other bytes of the same format. */
  public Image value(byte[] bytes) {
    return with("value", bytes.clone());
  }

  public Image value(RenderedImage image) {
    set("format", "png");
    return with("value", Images.png(image));
  }

  /** In pixels of the page. */
  public Image width(int pixels) {
    return with("width", String.valueOf(pixels));
  }

  public Image height(int pixels) {
    return with("height", String.valueOf(pixels));
  }

  @Override
  boolean accepts(String name, @Nullable Object json) {
    return false;
  }
}
