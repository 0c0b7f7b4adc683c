package flowlab.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.kernel.api.ExitRefused;
import flowlab.kernel.api.Interrupts;
import flowlab.kernel.api.Stopped;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeaverTest {
  /** Stands for the class of a cell. */
  public static final class Cell implements Callable<Object> {
    @Override
    public Object call() {
      long sum = 0;
      for (int i = 0; i < 10; i++) for (int j = 0; j < 10; j++) sum += i * j;
      return sum;
    }

    public static void leave() {
      System.exit(3);
    }

    public static void leaveByReference() {
      IntConsumer exit = Runtime.getRuntime()::halt;
      exit.accept(1);
    }
  }

  private int checks;

  @AfterEach
  void disarm() {
    Interrupts.disarm();
  }

  @Test
  void theCheckIsMetAtEntryAndAtEachBackwardJump() throws Exception {
    var cell = (Callable<?>) woven().getConstructor().newInstance();
    Interrupts.arm(() -> checks++);
    assertEquals(2025L, cell.call());
    assertTrue(checks >= 100, "checks: " + checks);
  }

  @Test
  void anArmedCheckEndsALoop() throws Exception {
    var cell = (Callable<?>) woven().getConstructor().newInstance();
    Interrupts.arm(
        () -> {
          if (++checks == 50) throw new Stopped();
        });
    assertThrows(Stopped.class, cell::call);
    assertEquals(50, checks);
  }

  @Test
  void nothingEndsTheVirtualMachine() throws Exception {
    Class<?> cell = woven();
    for (String method : new String[] {"leave", "leaveByReference"}) {
      var thrown =
          assertThrows(
              java.lang.reflect.InvocationTargetException.class,
              () -> cell.getMethod(method).invoke(null));
      assertEquals(ExitRefused.class, thrown.getCause().getClass());
    }
  }

  private static Class<?> woven() throws IOException {
    String name = Cell.class.getName();
    byte[] classFile;
    try (var in = Cell.class.getResourceAsStream("WeaverTest$Cell.class")) {
      classFile = Weaver.weave(in.readAllBytes());
    }
    return new ClassLoader(WeaverTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(name, classFile, 0, classFile.length);
      }
    }.define();
  }
}
