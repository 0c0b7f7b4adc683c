package flowlab.check;

import flowlab.check.Verdict.Fact;
import flowlab.nd.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A check on its way: it takes pairs of expected and given numbers, keeps the worst, and ends in a
 * {@link Verdict}. What a reader's code may do instead of an answer (throw, give null, a wrong
 * shape, NaN) ends in one too, and says so.
 */
final class Trial {
  /** What came is no answer that could be compared. */
  private static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(String message) {
      super(message);
    }
  }

  private int compared;
  private double worst = -1; // error over what is allowed
  private double worstError;
  private double worstAllowed;
  private double worstExpected;
  private double worstGot;
  private Supplier<String> worstPlace = () -> "";
  private Supplier<String> hint = () -> "";
  private final List<Fact> facts = new ArrayList<>();

  private Trial() {}

  /** Runs the body and gives its verdict. */
  static Verdict of(String name, String claim, Consumer<Trial> body) {
    Trial trial = new Trial();
    try {
      body.accept(trial);
    } catch (CancellationException e) {
      throw e;
    } catch (UnsupportedOperationException e) {
      return failed(
          name, claim, "nothing yet: " + e, "this is still the stub; write it and run again");
    } catch (NoAnswer e) {
      return failed(name, claim, String.valueOf(e.getMessage()), "");
    } catch (RuntimeException e) {
      return failed(name, claim, "it threw " + e, "");
    }
    return trial.verdict(name, claim);
  }

  private static Verdict failed(String name, String claim, String came, String hint) {
    return new Verdict(name, claim, false, List.of(new Fact("came", came)), hint);
  }

  /** One number held to another. */
  Trial near(double expected, double got, double allowed, Supplier<String> place) {
    compared++;
    double error = Math.abs(got - expected);
    double ratio = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / allowed;
    if (ratio > worst) {
      worst = ratio;
      worstError = error;
      worstAllowed = allowed;
      worstExpected = expected;
      worstGot = got;
      worstPlace = place;
    }
    return this;
  }

  /** One number held to another, relative above 1, absolute below. */
  Trial relative(double expected, double got, double tolerance, Supplier<String> place) {
    return near(expected, got, tolerance * Math.max(1, Math.abs(expected)), place);
  }

  /** Something that is so or not. */
  Trial is(boolean so, String otherwise) {
    if (!so) throw new NoAnswer(otherwise);
    return this;
  }

  /** Asked only if the check fails. */
  Trial hint(Supplier<String> hint) {
    this.hint = hint;
    return this;
  }

  /** A line to show in any case. */
  Trial fact(String what, String value) {
    facts.add(new Fact(what, value));
    return this;
  }

  boolean failing() {
    return worst > 1;
  }

  /** A batch that came, row by row, if it has this shape. */
  static double[] rows(String what, INDArray came, int n, int d) {
    if (came == null) throw new NoAnswer(what + " is null");
    if (came.rank() != 2 || came.rows() != n || came.columns() != d) {
      throw new NoAnswer(
          "%s has shape %s, expected [%d, %d]".formatted(what, Shapes.describe(came), n, d));
    }
    return Shapes.toRows(came);
  }

  /** Numbers that came, if they are this many. */
  static double[] numbers(String what, double[] came, int n) {
    if (came == null || came.length != n) {
      throw new NoAnswer(
          came == null
              ? what + " is null"
              : "%s has %d numbers, expected %d".formatted(what, came.length, n));
    }
    return came;
  }

  /** Anything that came, if it did. */
  static <T> T given(String what, T came) {
    if (came == null) throw new NoAnswer(what + " is null");
    return came;
  }

  private Verdict verdict(String name, String claim) {
    if (compared == 0) throw new IllegalStateException(name + " compared nothing");
    boolean passed = worst <= 1;
    List<Fact> all = new ArrayList<>(facts);
    String error = "%.2g, allowed %.2g".formatted(worstError, worstAllowed);
    if (passed) {
      all.add(
          new Fact("worst", error + ", of " + compared + (compared == 1 ? " value" : " values")));
      return new Verdict(name, claim, true, all, "");
    }
    all.add(new Fact("expected", "%.6g".formatted(worstExpected)));
    all.add(new Fact("came", "%.6g".formatted(worstGot)));
    all.add(new Fact("error", error));
    String place = worstPlace.get();
    if (!place.isEmpty()) all.add(new Fact("where", place));
    String found = hint.get();
    if (found.isEmpty() && Double.isNaN(worstGot)) {
      found = "NaN: a 0/0, a logarithm of a negative number, or a division at an end of time";
    }
    return new Verdict(name, claim, false, all, found);
  }
}
