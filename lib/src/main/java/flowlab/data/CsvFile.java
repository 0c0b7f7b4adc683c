package flowlab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.AddCellToColumnException;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A file of comma-separated values as people have them: with a semicolon or a tab between, with
 * decimal commas, with a byte-order mark, with or without a line of names, with gaps. What it is
 * like is read off its first lines; then Tablesaw reads it, once, row by row.
 *
 * <pre>
 * CsvFile file = CsvFile.read(CsvFile.newest(Path.of("data")));
 * TableSampler rows = TableSampler.of(file.complete("bill", "flipper"), "bill", "flipper");
 * </pre>
 *
 * <p>Numbers become columns of doubles; dates and words stay what they are. What cannot be read is
 * refused with a sentence that says where it is and what to do.
 *
 * @param path the file
 * @param table its rows
 * @param separator the character between two values
 * @param decimalComma whether a comma stands where Java has a point
 * @param header whether the first line held names; without, columns are C0, C1 …
 */
public record CsvFile(
    Path path, Table table, char separator, boolean decimalComma, boolean header) {
  private static final int HEAD = 1 << 16; // bytes that are looked at before the file is read
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final String[] MISSING = {
    "", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "-", "?", "*"
  };
  private static final int LABELS = 10; // a number with no more values than this is a label

  private static final String EXPONENT = "(?:[eE][-+]?\\d+)?";
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+|\\d{1,3}(?:,\\d{3})+)?(?:\\.\\d*)?" + EXPONENT);
  private static final Pattern COMMA_NUMBER =
      Pattern.compile("[-+]?(?:\\d+|\\d{1,3}(?:\\.\\d{3})+)?(?:,\\d*)?" + EXPONENT);
  private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(?:,\\d{3})+");

  /**
   * Reads a file.
   *
   * @throws IOException if there is none, or it holds no table; the message says what to do
   */
  public static CsvFile read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(
          path
              + ": there is no such file; this notebook looks from "
              + Path.of("").toAbsolutePath());
    }
    Charset charset = charset(head(path));
    String head = lines(path, charset);
    if (head.isBlank()) throw new IOException(path + " has no line with values");
    char separator = separator(head);
    Table words = parsed(path, new StringReader(head), separator, false, CsvFile::asText);
    boolean header = named(words);
    if (header && words.rowCount() == 1) {
      throw new IOException(path + " has a line of names and no rows below it");
    }
    List<Kind> kinds =
        words.columns().stream().map(c -> Kind.of(values(c, header), separator)).toList();
    List<String> names = names(words, header);
    ColumnType[] types = types(path, head, separator, header, kinds);
    Table table;
    try (Reader whole = reader(path, charset)) {
      table = parsed(path, whole, separator, header, options -> options.columnTypes(types));
    }
    for (int c = 0; c < names.size(); c++) {
      table.column(c).setName(names.get(c));
      if (kinds.get(c) == Kind.COMMA) {
        table.replaceColumn(c, withPoints(path, (StringColumn) table.column(c), header));
      }
    }
    table.setName(String.valueOf(path.getFileName()));
    return new CsvFile(path, table, separator, kinds.contains(Kind.COMMA), header);
  }

  /**
   * The file of a folder that was changed last, of those that end in csv, tsv or txt: the one that
   * was just dropped into it.
   */
  public static Path newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase().matches(".*\\.(csv|tsv|txt)"))
          .max(Comparator.comparing((Path file) -> file.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new NoSuchFileException(
                      "there is no CSV file in the folder %s; drop one into it in the file browser at the left"
                          .formatted(folder)));
    } catch (java.nio.file.NotDirectoryException e) {
      throw new NoSuchFileException(folder + " is no folder; CsvFile.read(…) takes a file");
    }
  }

  /** Names of the columns of numbers. */
  public List<String> numbers() {
    return names(DoubleColumn.class::isInstance);
  }

  /**
   * Names of the columns that measure something: numbers with more than {@value #LABELS} different
   * values. What is constant is not among them, nor what only tells a few groups apart, like a
   * year.
   */
  public List<String> measured() {
    return names(c -> c instanceof DoubleColumn && c.unique().size() > LABELS);
  }

  /** These columns, and of them the rows in which nothing is missing. */
  public Table complete(String... columns) {
    return table.selectColumns(columns).dropRowsWithMissingValues();
  }

  private List<String> names(Predicate<Column<?>> which) {
    return table.columns().stream().filter(which).map(Column::name).toList();
  }

  /** How a notebook shows it: the sentences of {@link #toString}. */
  public Map<String, Object> mimeBundle() {
    return Map.of("text/plain", toString());
  }

  @Override
  public String toString() {
    String between = separator == '\t' ? "a tab" : "'" + separator + "'";
    StringBuilder text =
        new StringBuilder(
            "%s: %,d rows, %s between values%s%s"
                .formatted(
                    path.getFileName(),
                    table.rowCount(),
                    between,
                    decimalComma ? ", decimal commas" : "",
                    header ? "" : ", no line of names"));
    for (Column<?> column : table.columns()) {
      int missing = column.countMissing();
      text.append(
          "%n  %-20s %s%s"
              .formatted(
                  column.name(),
                  column instanceof DoubleColumn
                      ? "numbers"
                      : column instanceof StringColumn
                          ? "text"
                          : column.type().name().toLowerCase().replace('_', ' '),
                  missing == 0 ? "" : ", %,d missing".formatted(missing)));
    }
    return text.toString();
  }

  /** What the values of a column are, as the first lines show them. */
  private enum Kind {
    POINT,
    COMMA,
    OTHER;

    static Kind of(List<String> values, char separator) {
      List<String> written = values.stream().filter(v -> !v.isBlank()).map(String::strip).toList();
      List<String> commas = written.stream().filter(v -> v.indexOf(',') >= 0).toList();
      boolean thousands =
          separator == ',' && commas.stream().allMatch(v -> THOUSANDS.matcher(v).matches());
      if (!commas.isEmpty() && !thousands && most(written, COMMA_NUMBER)) return COMMA;
      return most(written, NUMBER) ? POINT : OTHER;
    }

    /** Nine of ten: a slip is to be named, not to turn a column of numbers into one of words. */
    private static boolean most(List<String> values, Pattern pattern) {
      long numbers = values.stream().filter(v -> isNumber(v, pattern)).count();
      return numbers > 0 && numbers >= 0.9 * values.size();
    }
  }

  private static boolean isNumber(String value, Pattern pattern) {
    return pattern.matcher(value).matches() && value.chars().anyMatch(Character::isDigit);
  }

  private static byte[] head(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) throw new IOException(path + " is empty");
      if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
        throw new IOException(
            path + " is a workbook or an archive, not text; save the sheet as \"CSV UTF-8\"");
      }
      return head;
    }
  }

  /** What the byte-order mark says; else UTF-8, if it can be that, or what Windows writes. */
  private static Charset charset(byte[] head) {
    if (head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    boolean all = head.length < HEAD; // else a character may be cut at the end
    boolean valid =
        !StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), all)
            .isError();
    return valid ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
  }

  /** The file behind its byte-order mark. */
  private static Reader reader(Path path, Charset charset) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), charset));
    reader.mark(1);
    if (reader.read() != '\uFEFF') reader.reset();
    return reader;
  }

  /** The first lines, whole. */
  private static String lines(Path path, Charset charset) throws IOException {
    char[] first = new char[HEAD];
    int n = 0;
    try (Reader reader = reader(path, charset)) {
      for (int more = 0; more >= 0 && n < HEAD; more = reader.read(first, n, HEAD - n)) n += more;
    }
    String text = new String(first, 0, n);
    int end = text.lastIndexOf('\n');
    return n < HEAD || end < 0 ? text : text.substring(0, end + 1);
  }

  /** The one that most lines have equally often, outside of quotes; of two, the more frequent. */
  private static char separator(String head) {
    List<String> lines = head.lines().filter(line -> !line.isBlank()).limit(100).toList();
    char best = ',';
    double most = 0;
    for (char candidate : SEPARATORS) {
      int[] counts = lines.stream().mapToInt(line -> count(line, candidate)).toArray();
      Arrays.sort(counts);
      int median = counts[counts.length / 2];
      double agreeing = Arrays.stream(counts).filter(c -> c == median).count();
      double score = median == 0 ? 0 : agreeing / counts.length + 0.001 * median;
      if (score > most) {
        most = score;
        best = candidate;
      }
    }
    return best;
  }

  private static int count(String line, char wanted) {
    int count = 0;
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      quoted ^= c == '"';
      count += !quoted && c == wanted ? 1 : 0;
    }
    return count;
  }

  /** A first line of names has no number in it. */
  private static boolean named(Table words) {
    return words.columns().stream()
        .map(c -> ((StringColumn) c).get(0).strip())
        .noneMatch(v -> isNumber(v, NUMBER) || isNumber(v, COMMA_NUMBER));
  }

  private static List<String> names(Table words, boolean header) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < words.columnCount(); c++) {
      String name = header ? ((StringColumn) words.column(c)).get(0).strip() : "";
      String base = name.isEmpty() ? "C" + c : name;
      names.add(names.contains(base) ? base + "-" + c : base);
    }
    return names;
  }

  private static List<String> values(Column<?> column, boolean header) {
    return ((StringColumn) column).asList().subList(header ? 1 : 0, column.size());
  }

  /** Numbers as {@link Kind} says; of the rest Tablesaw tells dates from words. */
  private static ColumnType[] types(
      Path path, String head, char separator, boolean header, List<Kind> kinds) throws IOException {
    Table guessed =
        parsed(
            path,
            new StringReader(head),
            separator,
            header,
            options ->
                options.columnTypesToDetect(
                    List.of(ColumnType.LOCAL_DATE, ColumnType.LOCAL_DATE_TIME, ColumnType.STRING)));
    return IntStream.range(0, kinds.size())
        .mapToObj(
            c ->
                switch (kinds.get(c)) {
                  case POINT -> ColumnType.DOUBLE;
                  case COMMA -> ColumnType.STRING;
                  case OTHER -> guessed.column(c).type();
                })
        .toArray(ColumnType[]::new);
  }

  private static CsvReadOptions.Builder asText(CsvReadOptions.Builder options) {
    return options.columnTypesToDetect(List.of(ColumnType.STRING));
  }

  private static Table parsed(
      Path path,
      Reader reader,
      char separator,
      boolean header,
      UnaryOperator<CsvReadOptions.Builder> types)
      throws IOException {
    CsvReadOptions.Builder options =
        CsvReadOptions.builder(reader)
            .separator(separator)
            .header(header)
            .allowDuplicateColumnNames(true)
            .missingValueIndicator(MISSING)
            .maxCharsPerColumn(HEAD);
    try {
      return Table.read().usingOptions(types.apply(options).build());
    } catch (AddCellToColumnException e) {
      if (e.getCause() instanceof IndexOutOfBoundsException) {
        throw new IOException(
            "%s: line %,d has fewer values than the first, with '%s' between; add what is missing, or the separators for it"
                .formatted(path, e.getRowNumber() + 1, separator),
            e);
      }
      throw notANumber(path, e.getColumnName(), e.getRowNumber() + 1, e);
    } catch (RuntimeException e) {
      throw new IOException(
          "%s holds no table: %s; every line needs as many values as the first, here with '%s' between"
              .formatted(path, e.getMessage(), separator),
          e);
    }
  }

  /** 1.234,5 is 1234.5. */
  private static DoubleColumn withPoints(Path path, StringColumn words, boolean header)
      throws IOException {
    DoubleColumn numbers = DoubleColumn.create(words.name());
    for (int i = 0; i < words.size(); i++) {
      String written = words.get(i).strip();
      if (written.isEmpty()) {
        numbers.appendMissing();
        continue;
      }
      if (!isNumber(written, COMMA_NUMBER)) {
        throw notANumber(path, words.name(), i + (header ? 2 : 1), null);
      }
      numbers.append(Double.parseDouble(written.replace(".", "").replace(',', '.')));
    }
    return numbers;
  }

  private static IOException notANumber(
      Path path, String column, long line, @Nullable Exception cause) {
    return new IOException(
        "%s: column %s holds numbers, but line %,d has something else there; correct it, or leave the place empty"
            .formatted(path, column, line),
        cause);
  }
}
