package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.kernel.shell.Piece.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderTest {
  private static final Reader READER = new Reader();

  /** What a cell consists of: its kinds, each beside the text between bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "int x = 5 # VARIABLE",
        "var y = 1; # VARIABLE",
        "List<Map<String, int[]>> l = null # VARIABLE",
        "int a[] = {1}, b = 2; # VARIABLE",
        "Map.Entry<String, Integer> e = null; P p = new P(1) # VARIABLE VARIABLE",
        "double größe = 1; größe * 2 # VARIABLE EXPRESSION",
        "static final int k = 1; # VARIABLE",
        "String f(int x) { return null; } # METHOD",
        "<T> T id(T t) { return t; } # METHOD",
        "int b() { return 7; } b() # METHOD EXPRESSION",
        "b(); int b() { return 7; } void c() {} c(); # EXPRESSION METHOD METHOD EXPRESSION",
        "record P<T>(T x) { P { } } # TYPE",
        "sealed interface S permits A {} non-sealed class A implements S {} # TYPE TYPE",
        "@Deprecated class A {} enum B { C } @interface D {} # TYPE TYPE TYPE",
        "import java.util.*; import static java.lang.Math.PI # IMPORT IMPORT",
        "importance = 1 # EXPRESSION",
        "1+1 # EXPRESSION",
        "new int[] {1} # EXPRESSION",
        "x instanceof String s && s.isEmpty() # EXPRESSION",
        "a < b # EXPRESSION",
        "a < b; int c = 1; a < c # EXPRESSION VARIABLE EXPRESSION",
        "List.<String>of() # EXPRESSION",
        "!done # EXPRESSION",
        "if (x) {} else y(); # STATEMENT",
        "{ } ; outer: while (true) {} # STATEMENT STATEMENT",
        "throw e; # STATEMENT",
        "do x++; while (x < 3) # STATEMENT",
        "Runnable r = () -> { return; }; new A() { int f() { return 1; } }.f() # VARIABLE"
            + " EXPRESSION",
        "int v = switch (2) { case 2 -> 1; default -> throw new E(); }; int w = 9; # VARIABLE"
            + " VARIABLE",
        "switch (1) { case 1 -> \"a\"; default -> \"b\"; } # STATEMENT",
        "yield1(); /* } */ f(\"}\"); // { # EXPRESSION EXPRESSION",
      })
  void reads(String cell, String kinds) {
    Reading reading = READER.read(cell);
    assertEquals(
        List.of(kinds.strip().split(" ")),
        reading.pieces().stream().map(piece -> piece.kind().name()).toList());
    assertTrue(reading.problem().isEmpty());
    covered(cell, reading);
  }

  /** Between the pieces there is nothing but blanks, comments and empty statements. */
  private static void covered(String cell, Reading reading) {
    var rest = new StringBuilder(Masked.of(cell));
    for (Piece piece : reading.pieces()) {
      for (int i = piece.start(); i < piece.end(); i++) rest.setCharAt(i, ' ');
    }
    assertEquals("", rest.toString().replace(";", "").strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "int x = 1 + # true",
        "foo(1, # true",
        "if (x) # true",
        "for (int i = 0; i < 3; i++) # true",
        "class A { # true",
        "int f() # true",
        "/* never # true",
        "String s = \"\"\" # true",
        "foo(1, ; # false",
        "} int x; # false",
        "x(); } # false",
        "1 + 1 2 # false",
        "else x(); # false",
        "return 5; # false",
        "if (done) return; # false",
        "\"abc # false",
      })
  void refuses(String cell, boolean open) {
    Reading reading = READER.read(cell);
    assertTrue(reading.problem().isPresent());
    assertEquals(open, reading.isOpen());
  }

  @Test
  void pointsAtTheFault() {
    assertEquals(20, READER.read("int f() { return 1 +; }").problem().get().at());
    assertEquals(7, READER.read("foo(1, ;").problem().get().at());
    assertEquals(5, READER.read("x(); } y();").problem().get().at());
  }

  @Test
  void whatIsUsedAboveComesFirst() {
    List<Piece> order =
        Order.asInAClass(
            READER.read("int a = b(); int b() { return new C().d; } class C { int d; }").pieces());
    assertEquals(
        List.of(Kind.TYPE, Kind.METHOD, Kind.VARIABLE), order.stream().map(Piece::kind).toList());
  }
}
