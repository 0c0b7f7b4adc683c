package flowlab.kernel.shell;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import flowlab.kernel.shell.Piece.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The compiler's parser, given a part of a cell in a place of a source file. */
final class Parser {
  /** Where statements stand, and where declarations do. */
  enum Place {
    BODY("class $ { void $() {", "\n;}}"),
    CLASS("class $ {", "\n}");
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
    return new Pass(place, source, cell, from - place.before.length(), to).parsed();
  }

  /**
   * One source file.
   *
   * @param offset what makes an offset in the cell of one in the source
   * @param to where the text of the cell ends in it
   */
  private final class Pass {
    private final Place place;
    private final String cell;
    private final int offset, to;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private Problem problem;

    Pass(Place place, String source, String cell, int offset, int to) {
      this.place = place;
      this.cell = cell;
      this.offset = offset;
      this.to = to;
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(),
                  files,
                  this::report,
                  List.of("-proc:none", "-Xlint:none"),
                  null,
                  List.of(new Source(source)));
      try {
        unit = task.parse().iterator().next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      positions = Trees.instance(task).getSourcePositions();
    }

    private void report(Diagnostic<? extends JavaFileObject> diagnostic) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        meet(Problem.of(diagnostic, offset));
      }
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
        int start = start(trees.get(first));
        int end = Math.min(end(trees.get(i)), to);
        if (start >= to || end <= start) break;
        if (waits(trees.get(i))) meet(Problem.unfinished(to));
        if (!isWhole(end)) break;
        if (trees.get(i).getKind() != Tree.Kind.EMPTY_STATEMENT) {
          pieces.add(piece(trees.subList(first, i + 1), start, end));
        }
      }
      return new Parsed(pieces, Optional.ofNullable(problem));
    }

    /** What stands in the place. */
    private List<? extends Tree> trees() {
      if (unit.getTypeDecls().isEmpty()) return List.of();
      var type = (ClassTree) unit.getTypeDecls().get(0);
      boolean body = place == Place.BODY && type.getMembers().get(0) instanceof MethodTree;
      BlockTree block = body ? ((MethodTree) type.getMembers().get(0)).getBody() : null;
      int end = end(body ? block : type);
      if (end <= to) meet(Problem.unopened(end - 1)); // the text closes what it did not open
      return body ? block.getStatements() : place == Place.CLASS ? type.getMembers() : List.of();
    }

    /** Whether what ends here stands before all problems. */
    private boolean isWhole(int end) {
      return problem == null || end < problem.at() || end == problem.at() && !problem.isMissing();
    }

    private Piece piece(List<? extends Tree> trees, int start, int end) {
      var declares = new HashSet<String>();
      var uses = new HashSet<String>();
      for (Tree tree : trees) {
        name(tree).ifPresent(declares::add);
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitIdentifier(IdentifierTree identifier, Void unused) {
            uses.add(identifier.getName().toString());
            return null;
          }
        }.scan(tree, null);
      }
      String text = cell.substring(start, end);
      return new Piece(start, text, kind(trees.get(0)), declares, uses, added(trees.get(0), start));
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

    /** Whether this is a loop or condition with no other statement than what was put at the end. */
    private boolean waits(Tree tree) {
      boolean[] found = {false};
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitEmptyStatement(EmptyStatementTree empty, Void unused) {
          found[0] |= start(empty) >= to;
          return null;
        }
      }.scan(tree, null);
      return found[0];
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

  private static Optional<String> name(Tree tree) {
    if (tree instanceof VariableTree variable) return Optional.of(variable.getName().toString());
    if (tree instanceof MethodTree method) return Optional.of(method.getName().toString());
    if (tree instanceof ClassTree type) return Optional.of(type.getSimpleName().toString());
    return Optional.empty();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///$.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
