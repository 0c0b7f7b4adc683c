package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.kernel.shell.Piece.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PieceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = 5",
        "var y",
        "List<Map<String, int[]>> l = null",
        "int[] a = {1}",
        "int a[] = {1}",
        "java.util.List<String> l",
        "String f(int x) { return null; }",
        "<T> T id(T t) { return t; }",
        "record P(int x) {}",
        "record P<T>(T x) {}",
        "class A {}",
        "sealed interface S permits A {}",
        "@Deprecated class A {}",
        "import java.util.*;",
        "final int k = 1",
        "Map.Entry<String, Integer> e = null;",
        "P p = new P(1)",
        "void f() {}"
      })
  void declarations(String text) {
    assertEquals(Kind.DECLARATION, Piece.kind(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+1",
        "f(x)",
        "new P(1)",
        "new int[] {1}",
        "a < b",
        "x = 5",
        "x instanceof String",
        "x instanceof String s && s.isEmpty()",
        "list.stream().map(i -> i + 1).toList()",
        "(int) x",
        "i++",
        "!done",
        "a.b.c",
        "int.class",
        "x ? y : z",
        "List.<String>of()"
      })
  void expressions(String text) {
    assertEquals(Kind.EXPRESSION, Piece.kind(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"if (x) {}", "{ }", "for (;;) {}", "outer: while (true) {}", "throw e;"})
  void statements(String text) {
    assertEquals(Kind.STATEMENT, Piece.kind(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a // b \" c|a        ",
        "\"a//b\" + 'c'|\"xxxx\" + 'x'",
        "a /* b */ c|a         c",
        "\"\\\"\" + 1|\"xx\" + 1"
      })
  void masks(String source, String masked) {
    assertEquals(masked == null ? "" : masked.stripTrailing(), Masked.of(source).stripTrailing());
    assertEquals(source.length(), Masked.of(source).length());
  }
}
