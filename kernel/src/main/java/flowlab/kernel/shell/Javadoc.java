package flowlab.kernel.shell;

/**
 * Javadoc comments as text and as HTML: block tags become paragraphs, inline tags their content.
 */
final class Javadoc {
  /** Another type or member, of which the last name and the parameters are shown. */
  private static final String REFERENCE = "(?:[^{}\\s(#]*#)?([^{}\\s(#]+(?:\\([^)]*\\))?)";

  private Javadoc() {}

  static String html(String comment) {
    return inline(comment)
        .replaceAll("(?m)^\\s*@param\\s+(\\S+)", "<p><b>$1</b>")
        .replaceAll("(?m)^\\s*@returns?\\b", "<p><b>returns</b>")
        .replaceAll("(?m)^\\s*@(?:throws|exception)\\s+(\\S+)", "<p><b>throws $1</b>")
        .replaceAll("(?m)^\\s*@(\\w+)", "<p><b>$1</b>");
  }

  static String text(String comment) {
    return html(comment)
        .replaceAll("(?s)<pre>|</pre>|</?(p|li|ul|ol|div|h\\d|dl|dt|dd|br|blockquote)[^>]*>", "\n")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private static String inline(String comment) {
    return comment
        .replaceAll("\\{@(?:code|literal)\\s+([^{}]*)\\}", "<code>$1</code>")
        .replaceAll("\\{@link(?:plain)?\\s+" + REFERENCE + "\\s*\\}", "<code>$1</code>")
        .replaceAll("\\{@link(?:plain)?\\s+" + REFERENCE + "\\s+([^{}]*)\\}", "<code>$2</code>")
        .replaceAll("\\{@\\w+\\s*([^{}]*)\\}", "$1");
  }
}
