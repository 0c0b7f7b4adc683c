package flowlab.kernel.api;

import java.util.Map;

/** Text that a front end sets as what it is: Markdown, LaTeX, HTML, SVG. */
public record Rich(String mime, String text) {
  public Map<String, Object> mimeBundle() {
    return Map.of(mime, text, "text/plain", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
