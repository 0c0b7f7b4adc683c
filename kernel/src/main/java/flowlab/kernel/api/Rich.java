package flowlab.kernel.api;

import java.util.Map;
import java.util.Objects;

/** Text that a front end sets as what it is: Markdown, LaTeX, HTML, SVG. */
public record Rich(String mime, String text) {
  public Rich {
    Objects.requireNonNull(text, "there is no text to show: it is null");
  }

  public Map<String, Object> mimeBundle() {
    return Map.of(mime, text, "text/plain", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
