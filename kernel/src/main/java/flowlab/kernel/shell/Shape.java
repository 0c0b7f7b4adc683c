package flowlab.kernel.shell;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a wrapper class looks like from outside, and the surgery that gives a variable's wrapper new
 * code while its field, and so its value, stays where it is.
 *
 * @param plain true if it holds a variable's field and initialiser and nothing that a user named
 */
record Shape(Set<String> fields, boolean plain) {

  static Shape of(byte[] classFile) {
    var fields = new HashSet<String>();
    boolean[] plain = {true};
    var reader = new ClassReader(classFile);
    String self = reader.getClassName();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String descriptor, String signature, Object value) {
            fields.add(name + " " + descriptor);
            return null;
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean made = (access & Opcodes.ACC_SYNTHETIC) != 0;
            plain[0] &= made || name.startsWith("do_it$") || name.equals("<init>");
            return null;
          }

          @Override
          public void visitInnerClass(String name, String outer, String inner, int access) {
            plain[0] &= !name.startsWith(self + "$");
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new Shape(Set.copyOf(fields), plain[0]);
  }

  /** The code of a wrapper as a class of another name, which works on the first one's fields. */
  static byte[] bodyOnly(byte[] classFile, String name) {
    var reader = new ClassReader(classFile);
    String self = reader.getClassName();
    String other = name.replace('.', '/');
    var writer = new org.objectweb.asm.ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String n, String sig, String parent, String[] interfaces) {
            super.visit(version, access, other, sig, parent, interfaces);
          }

          @Override
          public @Nullable FieldVisitor visitField(
              int access, String n, String descriptor, String signature, Object value) {
            return null;
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String n, String descriptor, String signature, String[] exceptions) {
            if (n.equals("<init>")) return null;
            return moved(
                super.visitMethod(access, n, descriptor, signature, exceptions), self, other);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static MethodVisitor moved(MethodVisitor next, String self, String other) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        String now = owner.equals(self) ? other : owner;
        super.visitMethodInsn(opcode, now, name, descriptor, isInterface);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
          if (arguments[i] instanceof Handle h && h.getOwner().equals(self)) {
            arguments[i] = new Handle(h.getTag(), other, h.getName(), h.getDesc(), h.isInterface());
          }
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
      }
    };
  }
}
