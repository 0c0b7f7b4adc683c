package flowlab.widget;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is done with widgets; meant to be imported statically. */
public final class Widgets {
  /** A function of three values. */
  @FunctionalInterface
  public interface Function3<A, B, C, R> {
    R apply(A a, B b, C c);
  }

  /** A function of four values. */
  @FunctionalInterface
  public interface Function4<A, B, C, D, R> {
    R apply(A a, B b, C c, D d);
  }

  private Widgets() {}

  /**
   * A control, and below it what the function makes of its value: a figure, a table, a number. The
   * function may also print. It is called now and whenever the control has moved.
   */
  public static <A> VBox interact(ValueWidget<A, ?> a, Function<? super A, ?> function) {
    return interaction(() -> function.apply(a.value()), a);
  }

  public static <A, B> VBox interact(
      ValueWidget<A, ?> a, ValueWidget<B, ?> b, BiFunction<? super A, ? super B, ?> function) {
    return interaction(() -> function.apply(a.value(), b.value()), a, b);
  }

  public static <A, B, C> VBox interact(
      ValueWidget<A, ?> a,
      ValueWidget<B, ?> b,
      ValueWidget<C, ?> c,
      Function3<? super A, ? super B, ? super C, ?> function) {
    return interaction(() -> function.apply(a.value(), b.value(), c.value()), a, b, c);
  }

  public static <A, B, C, D> VBox interact(
      ValueWidget<A, ?> a,
      ValueWidget<B, ?> b,
      ValueWidget<C, ?> c,
      ValueWidget<D, ?> d,
      Function4<? super A, ? super B, ? super C, ? super D, ?> function) {
    return interaction(
        () -> function.apply(a.value(), b.value(), c.value(), d.value()), a, b, c, d);
  }

  /** As {@link #interact}, with any number of controls of one kind: a function of all values. */
  public static <A> VBox interact(
      List<? extends ValueWidget<A, ?>> controls, Function<? super List<A>, ?> function) {
    return interaction(
        () -> function.apply(controls.stream().map(control -> control.value()).toList()),
        controls.toArray(ValueWidget<?, ?>[]::new));
  }

  /** Keeps two values the same from now on, beginning with the first; the kernel hears of each. */
  public static <V> void link(ValueWidget<V, ?> a, ValueWidget<V, ?> b) {
    b.value(a.value());
    a.observe(b::value);
    b.observe(a::value);
  }

  /** As {@link #link}, in the page itself: it goes on while the kernel is busy. */
  public static void jslink(ValueWidget<?, ?> a, ValueWidget<?, ?> b) {
    new Link("LinkModel", a, b).open();
  }

  /** As {@link #jslink}, in one direction. */
  public static void jsdlink(ValueWidget<?, ?> source, ValueWidget<?, ?> target) {
    new Link("DirectionalLinkModel", source, target).open();
  }

  private static VBox interaction(Supplier<?> function, ValueWidget<?, ?>... controls) {
    return Interaction.of(function, List.of(controls));
  }
}
