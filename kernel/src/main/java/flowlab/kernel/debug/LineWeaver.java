package flowlab.kernel.debug;

import flowlab.kernel.base.Log;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Modifier;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts a call of {@link flowlab.kernel.api.Lines} in front of each line of cells. It takes and
 * leaves nothing on the stack and jumps nowhere, so frames stay as they are. That each local
 * variable is set again, to what it was, keeps the just-in-time compiler from letting go of it
 * while a line that could be looked at may still come. Where exceptions are asked for, each line is
 * guarded by a handler that tells of what it throws, shows the same variables and throws it on.
 */
final class LineWeaver implements ClassFileTransformer {
  private static final String LINES = "flowlab/kernel/api/Lines";
  private static final String OBJECT = "java/lang/Object";

  /** The virtual machine compiles no method that is larger than 8,000 bytes. */
  private static final int LARGEST = 7_500;

  private final ClassLoader cells;
  private final ToIntFunction<CodeLine> numbers;
  private final BiPredicate<CodeLine, CodeLine> isOne;
  private final LocalVariables locals;
  private volatile boolean guards;

  /**
   * @param cells the loader of the classes that are woven
   * @param numbers gives a line its number
   * @param isOne whether two lines of a class are one of the reader's: JShell breaks a line before
   *     what a variable begins with
   */
  LineWeaver(
      ClassLoader cells,
      ToIntFunction<CodeLine> numbers,
      BiPredicate<CodeLine, CodeLine> isOne,
      LocalVariables locals) {
    this.cells = cells;
    this.numbers = numbers;
    this.isOne = isOne;
    this.locals = locals;
  }

  /** Whether lines are guarded from now on; says whether that is another answer than before. */
  boolean guards(boolean wanted) {
    boolean changes = guards != wanted;
    guards = wanted;
    return changes;
  }

  static boolean isCells(String className) {
    return className.startsWith("REPL.$JShell$");
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] classFile) {
    String className = name == null ? "" : name.replace('/', '.');
    if (loader != cells || !isCells(className)) return null;
    try {
      byte[] woven = woven(className, classFile);
      locals.read(className, woven);
      return woven;
    } catch (Throwable e) { // a transformer that throws is passed over in silence
      Log.problem("the debugger sees nothing of " + className, e);
      return null;
    }
  }

  private byte[] woven(String className, byte[] classFile) {
    var type = new ClassNode();
    new ClassReader(classFile).accept(type, 0);
    for (MethodNode method : type.methods) weave(className, method);
    var writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }

  private void weave(String className, MethodNode method) {
    AbstractInsnNode[] code = method.instructions.toArray();
    if (code.length == 0) return; // abstract
    var places = new IdentityHashMap<AbstractInsnNode, Integer>(); // before anything is inserted
    for (int i = 0; i < code.length; i++) places.put(code[i], i);
    var end = new LabelNode();
    method.instructions.add(end);
    boolean guarded = guards;
    int size = 3 * code.length; // about
    boolean settable = true;
    int first = method.name.equals("<init>") ? afterSuper(code) : 0;
    CodeLine before = null;
    for (int i = first; i < code.length; i++) {
      if (!(code[i] instanceof LineNumberNode line)) continue;
      int at = i;
      while (at < code.length && code[at].getOpcode() < 0) at++;
      if (at == code.length) continue;
      var here = new CodeLine(className, method.name + method.desc, line.line);
      int number = numbers.applyAsInt(here);
      settable &= size < LARGEST;
      List<LocalVariableNode> known = settable ? known(method, places, at, at) : List.of();
      if (before == null || !isOne.test(before, here)) {
        InsnList hook = new InsnList();
        hook.add(new LdcInsnNode(number));
        hook.add(call("at", "(I)[L" + OBJECT + ";"));
        set(hook, method, known);
        size += 7 + 11 * known.size();
        method.instructions.insertBefore(code[at], hook);
      }
      before = here;
      if (!guarded) continue;
      int next = i + 1;
      while (next < code.length && !(code[next] instanceof LineNumberNode)) next++;
      if (next <= at) continue; // no code of its own
      int last = next - 1;
      while (code[last].getOpcode() < 0) last--;
      LabelNode until = next < code.length ? ((LineNumberNode) code[next]).start : end;
      known = settable ? known(method, places, at, last) : List.of();
      guard(method, line, until, number, known);
      size += 12 + 11 * known.size();
    }
    method.maxLocals += guarded ? 2 : 1; // by which the woven code is told from the others, too
    method.maxStack += 4;
  }

  /** The variables that are known from one instruction to another. */
  private List<LocalVariableNode> known(
      MethodNode method, Map<AbstractInsnNode, Integer> places, int from, int to) {
    if (method.localVariables == null) return List.of();
    return method.localVariables.stream()
        .filter(local -> places.containsKey(local.start)) // and not of a handler
        .filter(local -> places.get(local.start) <= from && to < places.get(local.end))
        .filter(local -> isNameable(Type.getType(local.desc)))
        .toList();
  }

  /** Throws on what a line throws, and tells of it. */
  private void guard(
      MethodNode method,
      LineNumberNode line,
      LabelNode until,
      int number,
      List<LocalVariableNode> known) {
    var handler = new LabelNode();
    var end = new LabelNode();
    int thrown = method.maxLocals + 1;
    method.tryCatchBlocks.add(new TryCatchBlockNode(line.start, until, handler, null));
    InsnList code = new InsnList();
    code.add(handler);
    Object[] types = verified(known);
    Object[] stack = {"java/lang/Throwable"};
    code.add(new FrameNode(Opcodes.F_FULL, types.length, types, 1, stack));
    code.add(new LineNumberNode(line.line, handler));
    code.add(new VarInsnNode(Opcodes.ASTORE, thrown));
    code.add(new VarInsnNode(Opcodes.ALOAD, thrown));
    code.add(new LdcInsnNode(number));
    code.add(call("thrown", "(Ljava/lang/Throwable;I)[L" + OBJECT + ";"));
    set(code, method, known);
    code.add(new VarInsnNode(Opcodes.ALOAD, thrown));
    code.add(new InsnNode(Opcodes.ATHROW));
    code.add(end);
    method.instructions.add(code);
    for (LocalVariableNode each : known) {
      method.localVariables.add(
          new LocalVariableNode(each.name, each.desc, each.signature, handler, end, each.index));
    }
  }

  /** These variables, slot by slot, as the verifier has them. */
  private static Object[] verified(List<LocalVariableNode> known) {
    var bySlot = new TreeMap<Integer, Type>();
    known.forEach(each -> bySlot.put(each.index, Type.getType(each.desc)));
    var types = new ArrayList<Object>();
    int slot = 0;
    for (var each : bySlot.entrySet()) {
      for (; slot < each.getKey(); slot++) types.add(Opcodes.TOP);
      types.add(verified(each.getValue()));
      slot += each.getValue().getSize();
    }
    return types.toArray();
  }

  private static Object verified(Type type) {
    return switch (type.getSort()) {
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.ARRAY, Type.OBJECT -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }

  /** Sets variables to what is on the stack, which says what they become. */
  private static void set(InsnList hook, MethodNode method, List<LocalVariableNode> known) {
    int changed = method.maxLocals;
    hook.add(new VarInsnNode(Opcodes.ASTORE, changed));
    for (LocalVariableNode local : known) {
      if (local.name.equals("this")) continue;
      Type type = Type.getType(local.desc);
      boolean isReference = type.getSort() >= Type.ARRAY;
      String as = isReference ? "L" + OBJECT + ";" : wide(type);
      hook.add(new VarInsnNode(Opcodes.ALOAD, changed));
      hook.add(new IntInsnNode(Opcodes.SIPUSH, local.index));
      hook.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), local.index));
      hook.add(call("set", "([L" + OBJECT + ";I" + as + ")" + as));
      if (isReference) hook.add(new TypeInsnNode(Opcodes.CHECKCAST, type.getInternalName()));
      else if (!as.equals(local.desc)) hook.add(new InsnNode(narrowing(type)));
      hook.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), local.index));
    }
  }

  private static String wide(Type type) {
    return Set.of("J", "F", "D").contains(type.getDescriptor()) ? type.getDescriptor() : "I";
  }

  private static int narrowing(Type type) {
    return switch (type.getSort()) {
      case Type.BYTE -> Opcodes.I2B;
      case Type.SHORT -> Opcodes.I2S;
      case Type.CHAR -> Opcodes.I2C;
      default -> Opcodes.NOP; // boolean
    };
  }

  /** Whether the reader's class may name this type: the compiler infers some that it may not. */
  private boolean isNameable(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() != Type.OBJECT || isCells(element.getClassName())) return true;
    try {
      Class<?> found = Class.forName(element.getClassName(), false, cells);
      return Modifier.isPublic(found.getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The place in a constructor from which on there is a {@code this}. */
  private static int afterSuper(AbstractInsnNode[] code) {
    int made = 0;
    for (int i = 0; i < code.length; i++) {
      if (code[i].getOpcode() == Opcodes.NEW) made++;
      boolean constructed =
          code[i] instanceof MethodInsnNode call
              && call.getOpcode() == Opcodes.INVOKESPECIAL
              && call.name.equals("<init>");
      if (constructed && made-- == 0) return i + 1;
    }
    return code.length;
  }

  private static MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, LINES, name, descriptor, false);
  }
}
