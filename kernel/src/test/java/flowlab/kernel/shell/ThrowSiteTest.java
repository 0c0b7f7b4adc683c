package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.MatchResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrowSiteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          x / 0 // a / b                 | ArithmeticException            | /
          a / b + c % d                  | ArithmeticException            | nothing
          "1/2".length() / n             | ArithmeticException            | /
          return a[i] * 2;               | ArrayIndexOutOfBoundsException | a[i]
          grid[i][j + 1] = 3             | ArrayIndexOutOfBoundsException | grid[i][j + 1]
          a[i] + b[i]                    | ArrayIndexOutOfBoundsException | nothing
          größe[i] + 1                   | ArrayIndexOutOfBoundsException | größe[i]
          int[] a = new int[-n];         | NegativeArraySizeException     | new int[-n]
          var s = (String) value;        | ClassCastException             | (String)
          if (flag) use(list.get(0));    | ClassCastException             | nothing
          throw new Error("throw");      | Error                          | throw
          assert x > 0;                  | AssertionError                 | assert
          """)
  void whatJavaItselfThrows(String line, String exception, String culprit) {
    assertEquals(culprit, found(line, null, "java.lang." + exception, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int z = f(new int[3], 5);         | REPL.$JShell$11   | f      | f
          wärme(σ) + 1                      | REPL.$JShell$11   | wärme  | wärme
          f(f(3))                           | REPL.$JShell$11   | f      | nothing
          half(1) + f(2) + leaf(3)          | REPL.$JShell$11   | f      | f
          list.forEach(this::show)          | a.B               | show   | show
          var g = new Gauss(1, -1);         | a.Gauss           | <init> | new Gauss
          var b = new Outer.Inner<Long>(1); | a.Outer$Inner     | <init> | new Outer.Inner
          new Hidden(new Inner())           | a.Outer           | <init> | nothing
          x -> x + 1                        | REPL.$JShell$11   | lambda$do_it$$0 | nothing
          """)
  void whatTheLineCalled(String line, String type, String method, String culprit) {
    var called = new StackTraceElement(type, method, "File.java", 1);
    assertEquals(culprit, found(line, called, "java.lang.ArithmeticException", "/ by zero"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          s.trim().length() | Cannot invoke "String.trim()" because "s" is null | trim
          a.b().b()         | Cannot invoke "A.b()" because "a" is null         | nothing
          throw null;       | Cannot throw exception                            | throw
          """)
  void whatWasNull(String line, String message, String culprit) {
    assertEquals(culprit, found(line, null, "java.lang.NullPointerException", message));
  }

  private static String found(String line, StackTraceElement called, String type, String message) {
    return ThrowSite.in(line, called, type, message).map(MatchResult::group).orElse("nothing");
  }
}
