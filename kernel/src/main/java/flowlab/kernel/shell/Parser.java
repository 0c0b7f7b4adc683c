package flowlab.kernel.shell;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import flowlab.kernel.base.SourceText;
import flowlab.kernel.shell.Piece.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The compiler's parser, given a part of a cell in a place of a source file. */
final class Parser {
  /** Where statements stand, where declarations do, and where only a value can. */
  enum Place {
    BODY("class $ { void $() {", "\n;}}"),
    CLASS("class $ {", "\n}"),
    VALUE("class $ { Object $ =", "\n;}");
    private final String before, after;

    Place(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  /** What could be read from the beginning on, and what came in the way. */
  record Parsed(List<Piece> pieces, Optional<Problem> problem) {}

  private static final String LOCK = " synchronized (java.lang.Void.class) {";

  private static final Set<Modifier> ACCESS =
      EnumSet.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final JavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /** Reads {@code cell} between two offsets. */
  Parsed parse(Place place, String cell, int from, int to) {
    String source = place.before + cell.substring(from, to) + place.after;
    return new Pass(place, source, cell, from, to).parsed();
  }

  /** Where in the cell the compiler begins a line of this piece's code. */
  Stream<Integer> code(String cell, Piece piece) {
    Place place =
        piece.isDefinition()
            ? Place.CLASS
            : piece.kind() == Kind.EXPRESSION ? Place.VALUE : Place.BODY;
    String source = place.before + piece.text() + place.after;
    var pass = new Pass(place, source, cell, piece.start(), piece.end());
    return CodePlaces.of(pass.unit, pass.positions).stream()
        .map(at -> Math.max(piece.start(), at + pass.offset)) // what a value is put into is before
        .filter(at -> at < piece.end());
  }

  /**
   * One source file.
   *
   * @param from where its text begins in the cell
   * @param to where its text ends in the cell
   */
  private final class Pass {
    private final Place place;
    private final String cell;
    private final int from, to;
    private final int offset; // makes a place in the cell of one in the source
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private @Nullable Problem problem;

    Pass(Place place, String source, String cell, int from, int to) {
      this.place = place;
      this.cell = cell;
      this.from = from;
      this.offset = from - place.before.length();
      this.to = to;
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  files,
                  this::report,
                  List.of("-proc:none", "-Xlint:none"),
                  null,
                  List.of(new SourceText(source)));
      try {
        unit = task.parse().iterator().next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      positions = Trees.instance(task).getSourcePositions();
    }

    private void report(Diagnostic<? extends JavaFileObject> diagnostic) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) meet(Problem.of(diagnostic, offset));
    }

    /** The first problem counts; what follows it may only be its echo. */
    private void meet(Problem found) {
      if (found.isLoneExpression()) return; // which may stand in a cell
      if (problem == null || found.at() < problem.at()) problem = found;
    }

    Parsed parsed() {
      List<? extends Tree> trees = trees();
      var pieces = new ArrayList<Piece>();
      for (int i = 0; i < trees.size(); i++) {
        int first = i; // int a, b; are two trees that begin at one place
        while (i + 1 < trees.size() && start(trees.get(i + 1)) == start(trees.get(first))) i++;
        int start = place == Place.VALUE ? from : start(trees.get(first));
        int end = end(trees.get(i));
        if (start >= to || end <= start) break;
        inspect(trees.get(i));
        if (!isWhole(end)) break;
        if (trees.get(i).getKind() != Tree.Kind.EMPTY_STATEMENT) {
          pieces.add(piece(trees.subList(first, i + 1), start, Math.min(end, to)));
        }
      }
      return new Parsed(pieces, Optional.ofNullable(problem));
    }

    /** What stands in the place. */
    private List<? extends Tree> trees() {
      if (unit.getTypeDecls().isEmpty()) return List.of();
      var type = (ClassTree) unit.getTypeDecls().get(0);
      List<? extends Tree> all = type.getMembers();
      boolean body = place == Place.BODY && all.get(0) instanceof MethodTree;
      BlockTree block = body ? ((MethodTree) all.get(0)).getBody() : null;
      int end = end(block == null ? type : block);
      if (end <= to) meet(Problem.unopened(end - 1)); // the text closes what it did not open
      if (block != null) return block.getStatements();
      return place == Place.VALUE ? all.subList(0, 1) : place == Place.CLASS ? all : List.of();
    }

    /** Whether what ends here stands before all problems; what ends after the text does not. */
    private boolean isWhole(int end) {
      boolean before =
          problem == null || end < problem.at() || end == problem.at() && !problem.isMissing();
      boolean closed = place != Place.VALUE || end <= to && cell.charAt(end - 1) == ';';
      return before && (problem == null || end <= to && closed);
    }

    private Piece piece(List<? extends Tree> trees, int start, int end) {
      var declares = new HashSet<String>();
      for (Tree each : trees) name(each).ifPresent(declares::add);
      Set<String> uses = names(trees);
      String text = cell.substring(start, end);
      if (place == Place.VALUE) {
        return new Piece(start, text, Kind.EXPRESSION, Set.of(), uses, Set.of(), Piece.NOTHING);
      }
      Tree tree = trees.get(0);
      return new Piece(start, text, kind(tree), declares, uses, permits(tree), added(tree, start));
    }

    private SortedMap<Integer, String> added(Tree tree, int start) {
      if (tree.getKind() == Tree.Kind.RECORD) return opened((ClassTree) tree, start);
      boolean locks =
          tree instanceof MethodTree method
              && method.getBody() != null
              && method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
      return locks ? locked((MethodTree) tree, start) : Piece.NOTHING;
    }

    /**
     * JShell makes a type public, and the canonical constructor of a record must be as accessible
     * as its record.
     */
    private SortedMap<Integer, String> opened(ClassTree type, int start) {
      var added = new TreeMap<Integer, String>();
      for (Tree member : type.getMembers()) {
        boolean constructor =
            member instanceof MethodTree method
                && method.getName().contentEquals("<init>")
                && Collections.disjoint(method.getModifiers().getFlags(), ACCESS);
        if (constructor) added.put(start(member) - start, "public ");
      }
      return added;
    }

    /** JShell refuses the modifier; its methods lock no class of their own, so all lock one. */
    private SortedMap<Integer, String> locked(MethodTree method, int start) {
      String word = "synchronized";
      int at = Masked.of(cell).indexOf(word, start) - start;
      var added = new TreeMap<Integer, String>();
      added.put(at, "/*");
      added.put(at + word.length(), "*/");
      added.put(start(method.getBody()) - start + 1, LOCK);
      added.put(end(method.getBody()) - start - 1, "}");
      return added;
    }

    /**
     * Meets what Java allows in a body but not in a cell: a loop or condition whose only statement
     * is the semicolon that was put after the text, and a return, which would leave only a part.
     */
    private void inspect(Tree tree) {
      if (tree instanceof MethodTree || tree instanceof ClassTree) return;
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitEmptyStatement(EmptyStatementTree empty, Void unused) {
          if (start(empty) >= to && empty != tree) meet(Problem.unfinished(to));
          return null;
        }

        @Override
        public Void visitReturn(ReturnTree statement, Void unused) {
          meet(Problem.outside("return", start(statement)));
          return super.visitReturn(statement, unused);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
          return null;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
          return null;
        }
      }.scan(tree, null);
    }

    private int start(Tree tree) {
      return (int) positions.getStartPosition(unit, tree) + offset;
    }

    private int end(Tree tree) {
      return (int) positions.getEndPosition(unit, tree) + offset;
    }
  }

  private static Kind kind(Tree tree) {
    return switch (tree.getKind()) {
      case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION_TYPE -> Kind.TYPE;
      case METHOD -> Kind.METHOD;
      case VARIABLE -> Kind.VARIABLE;
      case EXPRESSION_STATEMENT -> Kind.EXPRESSION;
      default -> Kind.STATEMENT;
    };
  }

  private static Set<String> permits(Tree tree) {
    if (!(tree instanceof ClassTree type)) return Set.of();
    return names(type.getPermitsClause());
  }

  /** The simple names that stand in trees. */
  private static Set<String> names(List<? extends Tree> trees) {
    var names = new HashSet<String>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void unused) {
        names.add(identifier.getName().toString());
        return null;
      }
    }.scan(trees, null);
    return names;
  }

  private static Optional<String> name(Tree tree) {
    if (tree instanceof VariableTree variable) return Optional.of(variable.getName().toString());
    if (tree instanceof MethodTree method) return Optional.of(method.getName().toString());
    if (tree instanceof ClassTree type) return Optional.of(type.getSimpleName().toString());
    return Optional.empty();
  }
}
