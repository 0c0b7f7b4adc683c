package flowlab.kernel.shell;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the classes of cells: a check at every method's entry and before every backward jump, so
 * that a cell can be stopped anywhere, no way to end the virtual machine, and work for other
 * threads or processes bound to its cell. The check takes and leaves nothing on the stack, so
 * frames stay as they are.
 */
final class Weaver {
  private static final String HOOKS = "flowlab/kernel/api/Hooks";

  private static final String CHILDREN = "flowlab/kernel/api/Children";

  private static final Set<String> HANDING =
      Set.of(
          "execute",
          "submit",
          "schedule",
          "scheduleAtFixedRate",
          "scheduleWithFixedDelay",
          "invokeAll",
          "invokeAny");

  private static final Set<String> CALLBACKS =
      Set.of("whenComplete", "handle", "exceptionally", "exceptionallyCompose");

  private static final String TASKS_TYPE = "flowlab/kernel/api/Tasks";

  private static final Handle TASKS =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          TASKS_TYPE,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private Weaver() {}

  static byte[] weave(byte[] classFile) {
    var reader = new ClassReader(classFile);
    var writer = new ClassWriter(reader, 0);
    reader.accept(visitor(writer), 0);
    return writer.toByteArray();
  }

  static ClassVisitor visitor(ClassVisitor next) {
    return new ClassVisitor(Opcodes.ASM9, next) {
      @Override
      public @Nullable MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (method == null) return null;
        boolean task =
            name.equals("run") && descriptor.equals("()V") && (access & Opcodes.ACC_STATIC) == 0;
        return new Woven(method, !name.equals("<clinit>"), task);
      }
    };
  }

  private static final class Woven extends MethodVisitor {
    private final boolean checkEntry;
    private final boolean task;
    private final Set<Label> passed = new HashSet<>();

    Woven(MethodVisitor next, boolean checkEntry, boolean task) {
      super(Opcodes.ASM9, next);
      this.checkEntry = checkEntry;
      this.task = task;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (task) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, TASKS_TYPE, "begin", "(Ljava/lang/Object;)V", false);
      }
      if (checkEntry) check();
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(task ? Math.max(1, stack) : stack, locals);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) check();
      super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label fallback, Label... labels) {
      checkBefore(fallback, labels);
      super.visitTableSwitchInsn(min, max, fallback, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label fallback, int[] keys, Label[] labels) {
      checkBefore(fallback, labels);
      super.visitLookupSwitchInsn(fallback, keys, labels);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String exit = exit(owner, name, descriptor);
      if (handsOver(opcode, owner, name)) {
        int tag =
            opcode == Opcodes.INVOKESTATIC
                ? Opcodes.H_INVOKESTATIC
                : isInterface ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL;
        var method = new Handle(tag, owner, name, descriptor, isInterface);
        boolean fixed = opcode == Opcodes.INVOKESTATIC;
        String type = fixed ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
        super.visitInvokeDynamicInsn(name, type, TASKS, method);
      } else if (owner.equals("java/lang/ProcessBuilder") && name.startsWith("start")) {
        boolean one = opcode != Opcodes.INVOKESTATIC; // start(), or startPipeline(List)
        String type = one ? "(L" + owner + ";)Ljava/lang/Process;" : descriptor;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CHILDREN, name, type, false);
      } else if (exit == null) super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      else super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "exit", exit, false);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof Handle h) {
          String exit = exit(h.getOwner(), h.getName(), h.getDesc());
          if (exit != null) {
            arguments[i] = new Handle(Opcodes.H_INVOKESTATIC, HOOKS, "exit", exit, false);
          }
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    /** Whether this is a call that hands work to other threads. */
    private static boolean handsOver(int opcode, String owner, String name) {
      boolean callback = name.startsWith("then") || CALLBACKS.contains(name);
      return opcode != Opcodes.INVOKESPECIAL
          && (owner.startsWith("java/util/concurrent/") || owner.equals("java/util/Timer"))
          && (HANDING.contains(name)
              || name.endsWith("Async")
              || callback && owner.startsWith("java/util/concurrent/Complet"));
    }

    /** The descriptor of the hook that replaces this method, or null. */
    private static @Nullable String exit(String owner, String name, String descriptor) {
      if (!descriptor.equals("(I)V") || !(name.equals("exit") || name.equals("halt"))) return null;
      if (owner.equals("java/lang/System")) return "(I)V";
      return owner.equals("java/lang/Runtime") ? "(Ljava/lang/Runtime;I)V" : null;
    }

    private void checkBefore(Label fallback, Label... labels) {
      boolean back = passed.contains(fallback);
      for (Label label : labels) back |= passed.contains(label);
      if (back) check();
    }

    private void check() {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, "flowlab/kernel/api/Interrupts", "check", "()V", false);
    }
  }
}
