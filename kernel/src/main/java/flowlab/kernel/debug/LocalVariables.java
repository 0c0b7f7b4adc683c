package flowlab.kernel.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The names, types and slots of local variables, as the compiler noted them in class files, and
 * which exceptions are caught where.
 */
final class LocalVariables {
  /**
   * One variable.
   *
   * @param descriptor its type as the virtual machine knows it
   * @param signature with its type arguments; null where it has none
   * @param from the first instruction at which it has a value
   * @param to the first at which it has none any more
   */
  record Local(String name, String descriptor, String signature, int slot, int from, int to) {
    boolean isKnownAt(int instruction) {
      return from <= instruction && instruction < to;
    }
  }

  /**
   * What is caught.
   *
   * @param type the exception's class as the virtual machine calls it
   * @param from the first instruction that is guarded
   * @param to the first that is not any more
   */
  record Catch(String type, int from, int to) {}

  /** A method: its slots in all, by which an older code of it is told, and what it declares. */
  private record Method(int slots, List<Local> locals, List<Catch> catches) {}

  private final Map<String, Map<String, Method>> classes = new ConcurrentHashMap<>();

  /** Reads a class file. */
  void read(String className, byte[] classFile) {
    var methods = new HashMap<String, Method>();
    var reader = new Offsets(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return reader.new LocalsOf(methods, name + descriptor);
          }
        },
        ClassReader.SKIP_FRAMES);
    classes.put(className, methods);
  }

  /** What a frame knows at an instruction; nothing if it runs code that is not this one. */
  List<Local> at(String className, String method, int instruction, int slots) {
    Method known = classes.getOrDefault(className, Map.of()).get(method);
    if (known == null || known.slots() != slots) return List.of();
    return known.locals().stream().filter(local -> local.isKnownAt(instruction)).toList();
  }

  /** The exceptions that a method catches at an instruction. */
  List<String> caughtAt(String className, String method, int instruction) {
    Method known = classes.getOrDefault(className, Map.of()).get(method);
    if (known == null) return List.of();
    return known.catches().stream()
        .filter(each -> each.from() <= instruction && instruction < each.to())
        .map(Catch::type)
        .toList();
  }

  void clear() {
    classes.clear();
  }

  /** A reader that remembers which instruction each label stands for. */
  private static final class Offsets extends ClassReader {
    private final Map<Label, Integer> offsets = new HashMap<>();

    Offsets(byte[] classFile) {
      super(classFile);
    }

    @Override
    protected Label readLabel(int offset, Label[] labels) {
      Label label = super.readLabel(offset, labels);
      offsets.put(label, offset);
      return label;
    }

    private final class LocalsOf extends MethodVisitor {
      private final Map<String, Method> into;
      private final String method;
      private final List<Local> locals = new ArrayList<>();
      private final List<Catch> catches = new ArrayList<>();
      private int slots;

      LocalsOf(Map<String, Method> into, String method) {
        super(Opcodes.ASM9);
        this.into = into;
        this.method = method;
      }

      @Override
      public void visitLocalVariable(
          String name, String descriptor, String signature, Label start, Label end, int slot) {
        int from = offsets.get(start);
        int to = offsets.get(end);
        locals.add(new Local(name, descriptor, signature, slot, from, to));
      }

      /** One without a type is of {@code finally}, or the debugger's own: it throws on. */
      @Override
      public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        if (type == null) return;
        catches.add(new Catch(type.replace('/', '.'), offsets.get(start), offsets.get(end)));
      }

      @Override
      public void visitMaxs(int stack, int locals) {
        slots = locals;
      }

      @Override
      public void visitEnd() {
        into.put(method, new Method(slots, List.copyOf(locals), List.copyOf(catches)));
      }
    }
  }
}
