package flowlab.kernel.shell;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/**
 * Where in a source the compiler begins a line of code, so that a breakpoint there is reached: at
 * statements, at the calls in them, at what a lambda gives and at the brace behind which a method
 * has ended by itself. Not at declarations, at what is only a part of a statement, nor at what does
 * nothing when it runs. Found from the trees alone, for a cell may not be compiled yet; a test
 * holds it against the line tables of compiled classes.
 */
final class CodePlaces extends TreeScanner<Void, Void> {
  /** Statements of which only what stands in them does something. */
  private static final Set<Kind> SILENT =
      EnumSet.of(
          Kind.BLOCK,
          Kind.CLASS,
          Kind.RECORD,
          Kind.ENUM,
          Kind.INTERFACE,
          Kind.ANNOTATION_TYPE,
          Kind.EMPTY_STATEMENT,
          Kind.LABELED_STATEMENT,
          Kind.VARIABLE,
          Kind.TRY,
          Kind.CASE,
          Kind.FOR_LOOP,
          Kind.DO_WHILE_LOOP,
          Kind.ENHANCED_FOR_LOOP);

  /** What a value has in it that only a run can make. */
  private static final Set<Kind> MAKING =
      EnumSet.of(
          Kind.METHOD_INVOCATION,
          Kind.NEW_CLASS,
          Kind.NEW_ARRAY,
          Kind.LAMBDA_EXPRESSION,
          Kind.MEMBER_REFERENCE);

  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final NavigableSet<Integer> places = new TreeSet<>();

  private CodePlaces(CompilationUnitTree unit, SourcePositions positions) {
    this.unit = unit;
    this.positions = positions;
  }

  /** The offsets in the source. */
  static NavigableSet<Integer> of(CompilationUnitTree unit, SourcePositions positions) {
    var found = new CodePlaces(unit, positions);
    found.scan(unit, null);
    return found.places;
  }

  @Override
  public Void scan(Tree tree, Void unused) {
    if (tree instanceof StatementTree && !SILENT.contains(tree.getKind()) && !isEndless(tree)) {
      start(tree);
    }
    return super.scan(tree, unused);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void unused) {
    start(loop.getExpression());
    scan(loop.getExpression(), unused);
    return scan(loop.getStatement(), unused);
  }

  @Override
  public Void visitVariable(VariableTree variable, Void unused) {
    ExpressionTree value = variable.getInitializer();
    boolean isFinal = variable.getModifiers().getFlags().contains(Modifier.FINAL);
    if (value != null && !(isFinal && isConstant(value))) {
      Tree type = variable.getType();
      boolean typed = type != null && positions.getEndPosition(unit, type) >= 0;
      if (value.getKind() == Kind.CONDITIONAL_EXPRESSION) start(value);
      else if (typed) end(type); // where its name stands
      else start(variable);
    }
    return scan(value, unused);
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    if (positions.getEndPosition(unit, method) < 0) return null; // the compiler's own constructor
    BlockTree body = method.getBody();
    boolean isVoid =
        method.getReturnType() == null
            || method.getReturnType() instanceof PrimitiveTypeTree type
                && type.getPrimitiveTypeKind() == TypeKind.VOID;
    if (body != null && isVoid && ends(body)) end(body);
    return scan(body, unused);
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
    if (!(lambda.getBody() instanceof BlockTree body)) start(lambda.getBody());
    else if (ends(body)) end(body);
    return scan(lambda.getBody(), unused);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
    end(call.getMethodSelect());
    return super.visitMethodInvocation(call, unused);
  }

  @Override
  public Void visitCase(CaseTree arm, Void unused) {
    return arm.getBody() != null ? scan(arm.getBody(), unused) : scan(arm.getStatements(), unused);
  }

  @Override
  public Void visitAnnotation(AnnotationTree annotation, Void unused) {
    return null;
  }

  private void start(Tree tree) {
    places.add((int) positions.getStartPosition(unit, tree));
  }

  private void end(Tree tree) {
    places.add((int) positions.getEndPosition(unit, tree) - 1);
  }

  /** Whether what comes after a block is reached, as far as its last statement tells. */
  private static boolean ends(BlockTree block) {
    List<? extends StatementTree> all = block.getStatements();
    if (all.isEmpty()) return true;
    StatementTree last = all.get(all.size() - 1);
    boolean leaves = last.getKind() == Kind.RETURN || last.getKind() == Kind.THROW;
    return !leaves && !isEndless(last);
  }

  /** Whether a loop asks for nothing. */
  private static boolean isEndless(Tree tree) {
    if (tree instanceof ForLoopTree loop) return loop.getCondition() == null;
    return tree instanceof WhileLoopTree loop
        && loop.getCondition() instanceof ParenthesizedTree condition
        && condition.getExpression() instanceof LiteralTree;
  }

  /** Whether a value may be known to the compiler, which then has nothing to do for it. */
  private static boolean isConstant(ExpressionTree value) {
    var makes = new boolean[1];
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void unused) {
        if (tree != null && MAKING.contains(tree.getKind())) makes[0] = true;
        return super.scan(tree, unused);
      }
    }.scan(value, null);
    return !makes[0];
  }
}
