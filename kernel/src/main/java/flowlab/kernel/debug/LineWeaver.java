package flowlab.kernel.debug;

import flowlab.kernel.base.Log;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Modifier;
import java.security.ProtectionDomain;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts a call of {@link flowlab.kernel.api.Lines} in front of each line of cells. It takes and
 * leaves nothing on the stack and jumps nowhere, so frames stay as they are. That each local
 * variable is set again, to what it was, keeps the just-in-time compiler from letting go of it
 * while a line that could be looked at may still come.
 */
final class LineWeaver implements ClassFileTransformer {
  private static final String LINES = "flowlab/kernel/api/Lines";
  private static final String OBJECT = "java/lang/Object";

  /** The virtual machine compiles no method that is larger than 8,000 bytes. */
  private static final int LARGEST = 7_500;

  private final ClassLoader cells;
  private final ToIntFunction<CodeLine> numbers;
  private final LocalVariables locals;

  /**
   * @param cells the loader of the classes that are woven
   * @param numbers gives a line its number
   */
  LineWeaver(ClassLoader cells, ToIntFunction<CodeLine> numbers, LocalVariables locals) {
    this.cells = cells;
    this.numbers = numbers;
    this.locals = locals;
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
    var places = new IdentityHashMap<AbstractInsnNode, Integer>(); // before anything is inserted
    for (int i = 0; i < code.length; i++) places.put(code[i], i);
    int size = 3 * code.length; // about
    boolean settable = true;
    int first = method.name.equals("<init>") ? afterSuper(code) : 0;
    for (int i = first; i < code.length; i++) {
      if (!(code[i] instanceof LineNumberNode line)) continue;
      int at = i;
      while (at < code.length && code[at].getOpcode() < 0) at++;
      if (at == code.length) continue;
      InsnList hook = new InsnList();
      hook.add(
          new LdcInsnNode(
              numbers.applyAsInt(new CodeLine(className, method.name + method.desc, line.line))));
      hook.add(call("at", "(I)[L" + OBJECT + ";"));
      settable &= size < LARGEST;
      int added = settable ? set(hook, method, places, at) : 0;
      if (added == 0) hook.add(new InsnNode(Opcodes.POP));
      size += 7 + 11 * added;
      method.instructions.insertBefore(code[at], hook);
    }
    method.maxLocals++; // by which the woven code is told from the one before, too
    method.maxStack += 4;
  }

  /** Sets the variables that are known at an instruction; how many there are. */
  private int set(InsnList hook, MethodNode method, Map<AbstractInsnNode, Integer> places, int at) {
    if (method.localVariables == null) return 0;
    int changed = method.maxLocals;
    int count = 0;
    for (LocalVariableNode local : method.localVariables) {
      boolean known = places.get(local.start) <= at && at < places.get(local.end);
      if (!known || local.name.equals("this") || !isNameable(Type.getType(local.desc))) continue;
      if (count++ == 0) hook.add(new VarInsnNode(Opcodes.ASTORE, changed));
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
    return count;
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
