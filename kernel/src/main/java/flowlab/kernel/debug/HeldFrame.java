package flowlab.kernel.debug;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A frame of a held thread: where it stands and what its local variables hold.
 *
 * @param at its line
 * @param method its name and descriptor
 * @param locals the variables by name, {@code this} first where there is one
 * @param depth how many frames lie below it
 * @param instruction the one that it is at
 */
record HeldFrame(
    StackTraceElement at,
    String method,
    Map<LocalVariables.Local, Object> locals,
    int depth,
    int instruction) {

  /**
   * Reads the frames of the calling thread that are the reader's, the innermost first. The virtual
   * machine tells what variables hold through a class that the JDK keeps to itself; the kernel's
   * manifest opens its package.
   */
  static List<HeldFrame> ofThisThread(
      Predicate<StackTraceElement> isReaders, LocalVariables known) {
    return Walker.LIVE.walk(
        frames -> {
          List<StackWalker.StackFrame> all = frames.collect(Collectors.toList());
          var found = new ArrayList<HeldFrame>();
          for (int i = 0; i < all.size(); i++) {
            StackWalker.StackFrame frame = all.get(i);
            if (!LineWeaver.isCells(frame.getClassName())) continue;
            if (isReaders.test(frame.toStackTraceElement())) {
              found.add(read(frame, all.size() - i, known));
            }
          }
          return found;
        });
  }

  /** How many frames the calling thread has, counted from its innermost one of cells. */
  static int depthOfThisThread() {
    return StackWalker.getInstance()
        .walk(frames -> (int) frames.dropWhile(f -> !LineWeaver.isCells(f.getClassName())).count());
  }

  private static HeldFrame read(StackWalker.StackFrame frame, int depth, LocalVariables known) {
    String method = frame.getMethodName() + frame.getDescriptor();
    Object[] slots = Walker.locals(frame);
    var values = new LinkedHashMap<LocalVariables.Local, Object>();
    known
        .at(frame.getClassName(), method, frame.getByteCodeIndex(), slots.length)
        .forEach(local -> values.put(local, value(slots, local)));
    return new HeldFrame(
        frame.toStackTraceElement(), method, values, depth, frame.getByteCodeIndex());
  }

  /** A number is in the lower bits of a slot, a long and a double in the slot after their own. */
  private static Object value(Object[] slots, LocalVariables.Local local) {
    int slot = local.slot();
    return switch (local.descriptor().charAt(0)) {
      case 'Z' -> (int) Walker.bits(slots[slot]) != 0;
      case 'B' -> (byte) Walker.bits(slots[slot]);
      case 'S' -> (short) Walker.bits(slots[slot]);
      case 'C' -> (char) Walker.bits(slots[slot]);
      case 'I' -> (int) Walker.bits(slots[slot]);
      case 'F' -> Float.intBitsToFloat((int) Walker.bits(slots[slot]));
      case 'J' -> Walker.bits(slots[slot + 1]);
      case 'D' -> Double.longBitsToDouble(Walker.bits(slots[slot + 1]));
      default -> slots[slot];
    };
  }

  /** The JDK's walker that sees local variables. */
  private static final class Walker {
    static final StackWalker LIVE;
    private static final Method LOCALS;
    private static final Method BITS;

    static {
      try {
        Class<?> frame = Class.forName("java.lang.LiveStackFrame");
        var options = Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE);
        LIVE = (StackWalker) opened(frame, "getStackWalker", Set.class).invoke(null, options);
        LOCALS = opened(frame, "getLocals");
        BITS = opened(Class.forName("java.lang.LiveStackFrame$PrimitiveSlot"), "longValue");
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static Method opened(Class<?> type, String name, Class<?>... parameters)
        throws NoSuchMethodException {
      Method method = type.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    }

    static Object[] locals(StackWalker.StackFrame frame) {
      try {
        return (Object[]) LOCALS.invoke(frame);
      } catch (ReflectiveOperationException e) {
        return new Object[0];
      }
    }

    static long bits(Object slot) {
      try {
        return (long) BITS.invoke(slot);
      } catch (ReflectiveOperationException | IllegalArgumentException | NullPointerException e) {
        return 0;
      }
    }
  }
}
