package flowlab.kernel.shell;

import org.jspecify.annotations.Nullable;

/**
 * Some text of a cell, and where in the cell it stands.
 *
 * @param cell the execution count, 0 where there is none
 * @param firstLine the line of the cell, from 1, on which the text begins
 * @param file where the text comes from, if it is not a cell's own
 */
public record CellText(int cell, int firstLine, String text, @Nullable String file) {
  public static final CellText NONE = new CellText(0, 1, "");

  public CellText(int cell, int firstLine, String text) {
    this(cell, firstLine, text, null);
  }

  /** Text that {@code %load} runs. */
  public static CellText ofFile(String file, String text) {
    return new CellText(0, 1, text, file);
  }

  /** Another text in its place, line by line. */
  public CellText with(String other) {
    return new CellText(cell, firstLine, other, file);
  }

  /** The part from here on. */
  CellText from(int offset) {
    int lines = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new CellText(cell, firstLine + lines, text.substring(lineStart(offset)), file);
  }

  /** The part between two offsets; the first must begin a line. */
  public CellText part(int from, int to) {
    return new CellText(cell, lineAt(from), text.substring(from, to), file);
  }

  /** The line of the cell at an offset of the text. */
  int lineAt(int offset) {
    int bounded = Math.max(0, Math.min(offset, text.length()));
    return firstLine + (int) text.substring(0, bounded).chars().filter(c -> c == '\n').count();
  }

  int lineStart(int offset) {
    return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
  }

  /** A line of the cell, or nothing if the text does not have it. */
  String line(int number) {
    String[] lines = text.split("\n", -1);
    int index = number - firstLine;
    return index >= 0 && index < lines.length ? lines[index] : "";
  }

  String where(int line) {
    String place = file != null ? file + ", " : cell > 0 ? "Cell " + cell + ", " : "";
    return place + "line " + line;
  }
}
