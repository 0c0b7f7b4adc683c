package flowlab.kernel.base;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file for the compiler that stands in memory. */
public final class SourceText extends SimpleJavaFileObject {
  private final String text;

  public SourceText(String text) {
    super(URI.create("string:///$.java"), Kind.SOURCE);
    this.text = text;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
