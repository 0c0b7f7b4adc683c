package flowlab.kernel.debug;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import flowlab.kernel.base.SourceText;
import flowlab.kernel.debug.Owner.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Text as it would stand in a method of the reader's class, made such that it can stand outside.
 * What it names of the class is asked of the object by a dot; fields that may not be asked so, as
 * those of a record, are lent: read where they stand or, where the text sets them, variables.
 */
final class MemberText {
  /** The variable that has the object. */
  static final String THIS = "$this";

  private static final String BEFORE = "class $ { void $() {";

  /** What the compiler says of an expression that is no statement, which can be evaluated. */
  private static final String LONE = "compiler.err.not.stmt";

  /** What comes in the place of text, up to an offset; known when all has been read. */
  private record Edit(int to, Supplier<String> text) {}

  private final String text;
  private final Owner owner;
  private final Set<String> taken;
  private final int room;
  private final TreeMap<Integer, Edit> edits = new TreeMap<>();
  private final List<Member> lent = new ArrayList<>();
  private final Set<Integer> assigned = new HashSet<>();
  private boolean isWrong;

  /**
   * @param owner whose method it is; none where the text stays as it is
   * @param names of the method's variables
   * @param room the first of the lent values that is free
   */
  MemberText(String text, Optional<Owner> owner, Set<String> names, int room) {
    this.text = text;
    this.owner = owner.orElse(null);
    this.taken = new HashSet<>(names);
    this.room = room;
    if (this.owner != null) read();
  }

  private void read() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask)
            compiler.getTask(
                Writer.nullWriter(),
                null,
                this::report,
                List.of("-proc:none", "-Xlint:none"),
                null,
                List.of(new SourceText(BEFORE + text + "\n;}}")));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      if (isWrong) return; // as the compiler will say of the text itself
      unit.accept(new Uses(unit, Trees.instance(task).getSourcePositions()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void report(Diagnostic<? extends JavaFileObject> said) {
    isWrong |= said.getKind() == Diagnostic.Kind.ERROR && !said.getCode().equals(LONE);
  }

  /** The text, with all that is asked of the object. */
  String text() {
    var edited = new StringBuilder();
    int done = 0;
    for (var edit : edits.entrySet()) {
      edited.append(text, done, edit.getKey()).append(edit.getValue().text().get());
      done = edit.getValue().to();
    }
    return edited.append(text.substring(done)).toString();
  }

  /** So many values are lent. */
  int size() {
    return owner == null ? 0 : 1 + lent.size();
  }

  void lendTo(Object[] values) {
    if (owner == null) return;
    values[room] = owner.object();
    for (int i = 0; i < lent.size(); i++) {
      Member member = lent.get(i);
      values[place(i)] = assigned.contains(i) ? member.value() : (Supplier<Object>) member::value;
    }
  }

  /** Sets the fields that have become others. */
  void takeBack(Object[] values) {
    for (int i : assigned) {
      Member member = lent.get(i);
      if (!FrameEvaluator.same(member.value(), values[place(i)])) member.set(values[place(i)]);
    }
  }

  /** What comes before the text. */
  String before() {
    var declared = new StringBuilder();
    if (owner != null && text().contains(THIS)) {
      declared.append(variable(owner.typeName(), THIS, room));
    }
    for (int i : assigned) {
      Member member = lent.get(i);
      if (member.isFinal()) declared.append("final ");
      declared.append(variable(type(member), name(member), place(i)));
    }
    return declared.toString();
  }

  /** What comes after it. */
  String after() {
    var kept = new StringBuilder();
    for (int i : assigned) kept.append(" $values[%d] = %s;".formatted(place(i), name(lent.get(i))));
    return kept.toString();
  }

  static String variable(String type, String name, int place) {
    return "%s %s = (%s) $values[%d]; ".formatted(type, name, type, place);
  }

  private int place(int i) {
    return room + 1 + i;
  }

  private static String type(Member member) {
    return SourceType.of(member.field().getGenericType());
  }

  private String name(Member member) {
    String name = member.field().getName();
    return taken.contains(name) ? "$" + name : name;
  }

  private String lent(int i) {
    return assigned.contains(i)
        ? name(lent.get(i))
        : "((%s) ((java.util.function.Supplier<Object>) $values[%d]).get())"
            .formatted(type(lent.get(i)), place(i));
  }

  private int place(Member member) {
    for (int i = 0; i < lent.size(); i++) {
      Member other = lent.get(i);
      if (other.field().equals(member.field()) && other.of() == member.of()) return i;
    }
    lent.add(member);
    return lent.size() - 1;
  }

  /** Finds what is to be asked of the object. */
  private final class Uses extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private Set<String> names = new HashSet<>(taken); // of variables, where the scanner is

    Uses(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void unused) {
      String name = identifier.getName().toString();
      if (isThis(identifier)) edit(identifier, () -> THIS);
      else if (!names.contains(name)) use(identifier, name, owner.prefix() + ".");
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void unused) {
      boolean own = isThis(select.getExpression());
      if (own && use(select, select.getIdentifier().toString(), THIS + ".")) return null;
      return super.visitMemberSelect(select, unused);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      scan(call.getTypeArguments(), null);
      scan(call.getArguments(), null);
      if (call.getMethodSelect() instanceof MemberSelectTree dotted) {
        return scan(dotted.getExpression(), null);
      }
      String name = call.getMethodSelect().toString();
      Tree select = call.getMethodSelect();
      if (owner.hasMethod(name)) edit(select, () -> owner.prefix() + "." + name);
      return null;
    }

    @Override
    public Void visitAssignment(AssignmentTree assignment, Void unused) {
      assigns(assignment.getVariable());
      return super.visitAssignment(assignment, unused);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree assignment, Void unused) {
      assigns(assignment.getVariable());
      return super.visitCompoundAssignment(assignment, unused);
    }

    @Override
    public Void visitUnary(UnaryTree unary, Void unused) {
      boolean assigns = unary.getKind().name().matches("(PRE|POST)FIX_(IN|DE)CREMENT");
      if (assigns) assigns(unary.getExpression());
      return super.visitUnary(unary, unused);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      names.add(variable.getName().toString());
      taken.add(variable.getName().toString());
      return super.visitVariable(variable, unused);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
      return inside(() -> super.visitLambdaExpression(lambda, unused));
    }

    @Override
    public Void visitBlock(BlockTree block, Void unused) {
      return inside(() -> super.visitBlock(block, unused));
    }

    /** The text may be an expression that is no statement. */
    @Override
    public Void visitErroneous(ErroneousTree erroneous, Void unused) {
      return scan(erroneous.getErrorTrees(), null);
    }

    /** In a class of its own the text says what it means. */
    @Override
    public Void visitClass(ClassTree type, Void unused) {
      return type.getSimpleName().contentEquals("$") ? super.visitClass(type, unused) : null;
    }

    /** What is declared inside is not known outside. */
    private Void inside(Supplier<Void> scan) {
      var outside = new HashSet<>(names);
      scan.get();
      names = outside;
      return null;
    }

    private void assigns(Tree tree) {
      boolean simple = tree instanceof IdentifierTree name && !names.contains(name.toString());
      boolean own = tree instanceof MemberSelectTree select && isThis(select.getExpression());
      if (!simple && !own) return;
      String name = own ? ((MemberSelectTree) tree).getIdentifier().toString() : tree.toString();
      owner
          .field(name)
          .filter(member -> !owner.isReachable(member))
          .ifPresent(member -> assigned.add(place(member)));
    }

    /** Text that may be a field; whether it is one. */
    private boolean use(Tree tree, String name, String dotted) {
      Optional<Member> field = owner.field(name);
      field.ifPresent(
          member -> {
            if (owner.isReachable(member)) {
              edit(tree, () -> dotted + name);
              return;
            }
            int i = place(member);
            edit(tree, () -> lent(i));
          });
      return field.isPresent();
    }

    private boolean isThis(Tree tree) {
      return owner.object() != null && tree.toString().equals("this");
    }

    private void edit(Tree tree, Supplier<String> to) {
      int from = (int) positions.getStartPosition(unit, tree) - BEFORE.length();
      int end = (int) positions.getEndPosition(unit, tree) - BEFORE.length();
      edits.put(from, new Edit(end, to));
    }
  }
}
