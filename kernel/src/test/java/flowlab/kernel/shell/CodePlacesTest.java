package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

class CodePlacesTest {
  private static NavigableSet<Integer> lines(String cell) {
    return new Reader().linesOfCode(cell);
  }

  @Test
  void statementsAndNotWhatStandsAroundThem() {
    String cell =
        """
        // a remark
        import java.util.List;

        int sum = 0; int none;
        /* of two
           lines */
        for (int i = 0; i < 3; i++)
        {
          sum += i;
        }
        String text = \"""
            within
            a text
            \""";
        if (sum > 2) {
          sum--;
        } else {
          sum++;
        }
        sum\
        """;
    assertEquals(Set.of(4, 7, 9, 11, 15, 16, 18, 20), lines(cell));
  }

  @Test
  void bodiesOfDeclarations() {
    String cell =
        """
        record Point(double x, double y) {
          static final int SIDES = 4;

          Point {
            if (x < 0) throw new IllegalArgumentException();
          }

          @Override
          public String toString() {
            return "(" + x +
                ")";
          }
        }
        void greet() {
          System.out.println();
        }
        Runnable r = () -> {
          greet();
        };
        Stream.of(1, 2)
            .map(k ->
                k + 1)
            .toList()\
        """;
    assertEquals(Set.of(5, 6, 10, 15, 16, 17, 18, 19, 20, 21, 22, 23), lines(cell));
  }

  @Test
  void whatIsNoJavaHasNone() {
    assertEquals(Set.of(1), lines("int a = 1;\nint b = ;\nint c = 3;"));
    assertEquals(Set.of(), lines("// nothing"));
  }

  /** The compiler is the oracle: its line tables of all of this module's classes. */
  @Test
  void theyAreLinesOfCompiledClasses(@TempDir Path out) throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      sources = all.filter(path -> path.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var found = new HashMap<String, Set<Integer>>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-g",
              "-proc:none",
              "-d",
              out.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      var task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        var lines = new TreeSet<Integer>();
        CodePlaces.of(unit, Trees.instance(task).getSourcePositions())
            .forEach(at -> lines.add((int) unit.getLineMap().getLineNumber(at)));
        found.put(Path.of(unit.getSourceFile().toUri()).getFileName().toString(), lines);
      }
      task.generate();
    }
    Map<String, Set<Integer>> compiled = compiled(out);
    var wrong = new ArrayList<String>();
    int all = 0;
    int missed = 0;
    for (var each : found.entrySet()) {
      Set<Integer> there = compiled.getOrDefault(each.getKey(), Set.of());
      for (int line : each.getValue()) {
        all++;
        if (!there.contains(line)) wrong.add(each.getKey() + ":" + line);
      }
      for (int line : there) if (!each.getValue().contains(line)) missed++;
    }
    assertTrue(all > 5_000, "lines of code: " + all);
    assertTrue(wrong.size() < 0.003 * all, wrong.size() + " of " + all + " are none: " + wrong);
    assertTrue(missed < 0.1 * all, missed + " beside " + all);
  }

  private static Map<String, Set<Integer>> compiled(Path folder) throws IOException {
    var lines = new HashMap<String, Set<Integer>>();
    List<Path> classes;
    try (Stream<Path> all = Files.walk(folder)) {
      classes = all.filter(path -> path.toString().endsWith(".class")).toList();
    }
    for (Path path : classes) {
      var type = new ClassNode();
      new ClassReader(Files.readAllBytes(path)).accept(type, 0);
      Set<Integer> known = lines.computeIfAbsent(type.sourceFile, file -> new TreeSet<>());
      for (MethodNode method : type.methods) {
        for (AbstractInsnNode each : method.instructions) {
          if (each instanceof LineNumberNode line) known.add(line.line);
        }
      }
    }
    return lines;
  }
}
