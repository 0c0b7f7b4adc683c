package flowlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.Seeds;
import flowlab.train.Trainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;

/** Files as people have them: each is read, or refused with a sentence that says what to do. */
class CsvFileTest {
  @TempDir Path folder;

  @Test
  void asProgramsWriteIt() throws IOException {
    CsvFile file = read("name,bill,mass\nada,39.1,3750\nbob,\"1,040.5\",3800\n");
    assertEquals(List.of("bill", "mass"), file.numbers());
    assertArrayEquals(new double[] {39.1, 1040.5}, column(file, "bill"));
    assertEquals(',', file.separator());
    assertTrue(file.header());
    assertFalse(file.decimalComma());
  }

  @Test
  void missingValues() throws IOException {
    CsvFile file = read("a,b,c\n1,2,x\nNA,3,y\n,4,\n5,-,z\n");
    assertEquals(List.of("a", "b"), file.numbers());
    assertEquals(2, file.table().column("a").countMissing());
    assertEquals(1, file.complete("a", "b").rowCount());
    assertEquals(3, file.complete("b").rowCount());
    assertTrue(file.toString().contains("numbers, 2 missing"), file.toString());
    var e =
        assertThrows(IllegalArgumentException.class, () -> TableSampler.of(file.table(), "a", "b"));
    assertTrue(e.getMessage().contains("dropRowsWithMissingValues"), e.getMessage());
  }

  @Test
  void decimalCommasAndSemicolons() throws IOException {
    CsvFile file = read("Schnabel;Masse;Art\n39,1;1.234,5;Adélie\n-0,5;7;Esel, grau\n");
    assertArrayEquals(new double[] {39.1, -0.5}, column(file, "Schnabel"));
    assertArrayEquals(new double[] {1234.5, 7}, column(file, "Masse"));
    assertEquals("Esel, grau", file.table().stringColumn("Art").get(1));
    assertEquals(';', file.separator());
    assertTrue(file.decimalComma());
    CsvFile quoted = read("a,b\n\"39,1\",1\n\"2,75\",2\n");
    assertArrayEquals(new double[] {39.1, 2.75}, column(quoted, "a"));
    assertArrayEquals(new double[] {1.5, 2}, column(read("a\tb\n1,5\t1\n2\t3\n"), "a"));
    assertArrayEquals(new double[] {1.5, 2}, column(read("a;b\n1.5;1\n2;3\n"), "a"));
  }

  @Test
  void byteOrderMarks() throws IOException {
    String text = "\uFEFFbill,Größe\n39.1,2\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      CsvFile file = CsvFile.read(Files.write(folder.resolve("m.csv"), text.getBytes(charset)));
      assertEquals(List.of("bill", "Größe"), file.numbers(), charset.name());
    }
    byte[] old = text.substring(1).getBytes(Charset.forName("windows-1252"));
    CsvFile file = CsvFile.read(Files.write(folder.resolve("w.csv"), old));
    assertEquals(List.of("bill", "Größe"), file.numbers());
  }

  /** A character of several bytes across the end of what is looked at first. */
  @Test
  void longFilesInUtf8() throws IOException {
    for (int shift = 0; shift < 4; shift++) {
      String text = "a,b\n" + "1," + "x".repeat(shift) + "\n1,ö€𝄞ö€𝄞ö€𝄞ö€𝄞\n".repeat(3_000);
      CsvFile file = read(text);
      assertEquals("ö€𝄞ö€𝄞ö€𝄞ö€𝄞", file.table().stringColumn("b").get(2_500));
    }
  }

  @Test
  void withoutNames() throws IOException {
    CsvFile file = read("39.1,NA,Adelie\n40.2,181,Gentoo\n");
    assertFalse(file.header());
    assertEquals(2, file.table().rowCount());
    assertEquals(List.of("C0", "C1"), file.numbers());
    assertEquals(List.of("C0", "a", "a-2"), read(",a,a\n1,2,3\n").numbers());
  }

  @Test
  void datesAndWordsAreNoNumbers() throws IOException {
    CsvFile file = read("when,what,x\n2007-11-11,egg,1\n2008-11-16,egg,2\n");
    assertEquals(ColumnType.LOCAL_DATE, file.table().column("when").type());
    assertEquals(List.of("x"), file.numbers());
    refused("days since 1970", () -> TableSampler.of(file.table(), "when"));
    refused("numeric ones are [x]", () -> TableSampler.of(file.table(), "what"));
  }

  /** A column of numbers with one slip is not silently one of words. */
  @Test
  void aSlipAmongNumbersIsNamed() throws IOException {
    String rows = IntStream.range(0, 30).mapToObj(i -> i + ",1\n").collect(Collectors.joining());
    refused("column a holds numbers, but line 32 has", () -> read("a,b\n" + rows + "heavy,1\n"));
    String commas = rows.replace(",1", ";1,5");
    refused("column b holds numbers, but line 32", () -> read("a;b\n" + commas + "3;heavy\n"));
    refused("line 31", () -> read(commas + "3;heavy\n"));
  }

  @Test
  void whatIsNoTable() throws IOException {
    refused("is empty", () -> read(""));
    refused("no line with values", () -> read("\n\n"));
    refused("no rows below it", () -> read("a,b\n"));
    refused("line 3 has fewer values than the first", () -> read("a,b\n1,2\n3\n"));
    refused("as many values as the first", () -> read("a,b\n1,2\n3,4,5\n"));
    refused("save the sheet as", () -> read("PK\u0003\u0004"));
    refused("there is no such file", () -> CsvFile.read(folder.resolve("none.csv")));
  }

  @Test
  void theNewestOfAFolder() throws IOException {
    refused("drop one into it", () -> CsvFile.newest(folder));
    Path old = Files.writeString(folder.resolve("b.csv"), "a\n1\n");
    Path young = Files.writeString(folder.resolve("a.CSV"), "a\n1\n");
    Files.writeString(folder.resolve("z.xlsx"), "");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000));
    assertEquals(young, CsvFile.newest(folder));
    Files.setLastModifiedTime(young, FileTime.fromMillis(500_000));
    assertEquals(old, CsvFile.newest(folder));
    refused("is no folder", () -> CsvFile.newest(old));
  }

  @Test
  void constantColumnsAndLabelsMeasureNothing() throws IOException {
    StringBuilder text = new StringBuilder("x,year,flat\n");
    IntStream.range(0, 40).forEach(i -> text.append(i + "," + (2007 + i % 3) + ",7\n"));
    CsvFile file = read(text.toString());
    assertEquals(List.of("x"), file.measured());
    assertEquals(List.of("x", "year", "flat"), file.numbers());
    refused("leave it out", () -> TableSampler.of(file.table(), "flat").standardised());
  }

  @Test
  void fiveRows() throws IOException {
    CsvFile file = read("a,b\n1,2\n2,1\n3,5\n4,4\n5,0\n");
    refused("fit", () -> TableSampler.of(file.table(), "a", "b").holdOut(0, 5, 1));
  }

  /** A training reads rows where they lie: a million cost what they hold, and no more. */
  @Test
  @Tag("slow")
  void aMillionRows() throws IOException {
    int n = 1_000_000;
    RandomGenerator random = Seeds.generator(1);
    Path path = folder.resolve("million.csv");
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write("a,b,c,d\n");
      for (int i = 0; i < n; i++) {
        double x = random.nextGaussian();
        out.write("%.0f,%.0f,%d,3\n".formatted(1e4 * x, 1e4 * (x + random.nextGaussian()), i));
      }
    }
    long began = System.nanoTime();
    long before = used();
    CsvFile file = CsvFile.read(path);
    TableSampler.Split split =
        TableSampler.of(file.complete("a", "b"), "a", "b").standardised().holdOut(0, n / 1_000, 1);
    long held = used() - before;
    assertEquals(n, file.table().rowCount());
    assertEquals(1_000, split.heldOut().points().size(), 20);
    assertTrue(held < 4L * 8 * n * 4, "bytes held: " + held); // four columns, and copies of two
    Mlp net = Mlp.velocity(2, 2, 32, Activation.SILU, random);
    Trainer trainer = Trainer.of(Interpolant.linear(), Gaussian.standard(2), split.kept().points());
    trainer.steps(200).train(net);
    assertTrue(used() - before - held < 8_000_000, "training holds " + (used() - before - held));
    assertTrue(System.nanoTime() - began < 60e9, "seconds: " + (System.nanoTime() - began) / 1e9);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private CsvFile read(String text) throws IOException {
    return CsvFile.read(Files.writeString(folder.resolve("file.csv"), text));
  }

  private static double[] column(CsvFile file, String name) {
    return file.table().doubleColumn(name).asDoubleArray();
  }

  private interface Attempt {
    Object run() throws IOException;
  }

  private static void refused(String part, Attempt attempt) {
    Exception e = assertThrows(Exception.class, attempt::run);
    assertTrue(e.getMessage().contains(part), e.toString());
  }
}
