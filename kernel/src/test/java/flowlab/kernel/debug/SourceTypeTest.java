package flowlab.kernel.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I | int",
        "[[D | double[][]",
        "Ljava/lang/String; | java.lang.String",
        "Ljava/util/Map<Ljava/lang/String;[I>; | java.util.Map<java.lang.String, int[]>",
        "Ljava/util/List<+Ljava/lang/Number;>; | java.util.List<? extends java.lang.Number>",
        "Ljava/util/List<*>; | java.util.List<?>",
        "Ljava/util/List<-TT;>; | java.util.List<? super Object>",
        "Ljava/util/Map$Entry<TK;TV;>; | java.util.Map.Entry<Object, Object>",
        "LREPL/$JShell$12B$Point; | Point",
        "LREPL/$JShell$12_3$Box<LREPL/$JShell$4$Point;>.In; | Box<Point>.In",
        "LREPL/$JShell$12$1; | Object"
      })
  void isAsJavaWritesIt(String signature, String source) {
    var local = new LocalVariables.Local("x", "LX;", signature, 0, 0, 1);
    assertEquals(source, SourceType.of(local));
  }
}
