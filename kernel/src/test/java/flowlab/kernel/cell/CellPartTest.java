package flowlab.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.kernel.shell.CellText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellPartTest {
  private static final Set<String> KNOWN = Set.of("%jars", "%time", "%%time", "%lsmagic");

  private static List<String> parts(String cell) {
    return CellPart.of(new CellText(1, 1, cell), KNOWN, "done"::equals).stream()
        .map(CellPartTest::told)
        .toList();
  }

  private static String told(CellPart part) {
    if (part instanceof CellPart.Code code) {
      return code.text().firstLine() + ":" + code.text().text().strip();
    }
    if (part instanceof CellPart.Line line) return line.name() + "(" + line.arguments() + ")";
    var whole = (CellPart.Whole) part;
    return whole.name() + "(" + whole.arguments() + "){" + whole.body().text() + "}";
  }

  @Test
  void javaAndMagicsInOrder() {
    assertEquals(
        List.of("1:int a;", "%jars(x.jar y.jar)", "3:a"), parts("int a;\n%jars x.jar y.jar\na"));
  }

  @Test
  void aCellMagicTakesTheRest() {
    assertEquals(List.of("%%html(){<b>\n%x}"), parts("\n%%html\n<b>\n%x"));
  }

  @Test
  void notInStringsCommentsOrBrackets() {
    for (String cell :
        List.of("/*\n%a b\n*/ 1", "\"\"\"\n%a b\n\"\"\"", "f(1,\n%a b)", "// x\n1")) {
      assertEquals(1, parts(cell).size(), cell);
    }
  }

  @Test
  void theRemainderStaysARemainder() {
    assertEquals(1, parts("int b = a\n  % c;").size());
    assertEquals(1, parts("int b = a\n  %c;").size());
    assertEquals(1, parts("int b = a\n  %(c + d);").size());
  }

  @Test
  void afterAnExpressionWithoutSemicolon() {
    assertEquals(List.of("1:1+1", "%lsmagic()"), parts("1+1\n%lsmagic"));
  }

  @Test
  void commands() {
    assertEquals(List.of("!(ls -l)", "2:!done"), parts("!ls -l\n!done"));
    assertEquals(1, parts("!a.isEmpty() && b").size());
  }

  @Test
  void aRemainderAtTheStartOfALine() {
    assertEquals(1, parts("int rest = 1017\n    %seven\n    + 1;").size());
    assertEquals(1, parts("for (int n : ns) sum += n\n    %seven;").size());
  }

  @Test
  void aMagicOpensNoComment() {
    assertEquals(
        List.of("%jars(a/*.jar)", "%jars(b/*.jar)", "3:f();"),
        parts("%jars a/*.jar\n%jars b/*.jar\nf();"));
    assertEquals(List.of("!(ls a/*)", "2:int b;", "%time(c)"), parts("!ls a/*\nint b;\n%time c"));
  }

  @Test
  void negations() {
    for (String cell :
        List.of(
            "!(a > b)",
            "!seen[0] || seen[1]",
            "!new File(\"x\").exists()",
            "!\"\".isEmpty()",
            "!größe.leer()",
            "!!done")) {
      assertEquals(List.of("1:" + cell), parts(cell));
    }
    for (String cell : List.of("!ls | wc -l", "![ -f x ]", "!echo größe; cat größe.txt")) {
      assertEquals(List.of("!(" + cell.substring(1) + ")"), parts(cell));
    }
  }

  /** A name behind ! is a command's where there is no such variable. */
  @Test
  void aNameAloneIsAVariableOrACommand() {
    for (String cell :
        List.of("!done", "!done && x", "boolean ls;\n!ls", "!true", "!Config.DEBUG")) {
      assertEquals(List.of("1:" + cell), parts(cell));
    }
    assertEquals(List.of("!(cd /tmp)", "!(pwd)", "!(ls)"), parts("!cd /tmp\n!pwd\n! ls"));
    assertEquals(List.of("!(make && ./run)", "2:x"), parts("!make && ./run\n\nx"));
    assertEquals(List.of("!(script.sh)"), parts("!script.sh"));
  }

  @Test
  void aCommandGoesOnBehindABackslash() {
    assertEquals(List.of("!(echo a \\\n  b)", "3:int c;"), parts("!echo a \\\n  b\nint c;"));
  }

  @Test
  void commentsMayStandAboveAWholeCell() {
    assertEquals(List.of("%%time(){f();}"), parts("// a\n/* b */\n%%time\nf();"));
    assertEquals(List.of("1:int a;", "%%time()", "3:f();"), parts("int a;\n%%time\nf();"));
  }

  @Test
  void javaStandsWhereItStood() {
    assertEquals("       \nf(", CellPart.java("%jars x\nf(", KNOWN, name -> false));
    assertEquals("      \nf(", CellPart.java("%%time\nf(", KNOWN, name -> false));
    assertEquals("      f(", CellPart.java("%time f(", KNOWN, name -> false));
  }

  @Test
  void distances() {
    assertEquals(0, CellRunner.distance("%jars", "%jars"));
    assertEquals(1, CellRunner.distance("%jar", "%jars"));
    assertEquals(2, CellRunner.distance("%tmie", "%time"));
  }
}
