package flowlab.kernel.display;

import java.util.Arrays;
import java.util.Optional;

/** ND4J's arrays: type, shape and values, which ND4J itself keeps short. */
final class NdArrays {
  private NdArrays() {}

  static Optional<Bundle> render(Object value) {
    if (!Reflect.isA(value, "org.nd4j.linalg.api.ndarray.INDArray")) return Optional.empty();
    String shape = Arrays.toString((long[]) Reflect.call(value, "shape"));
    return Optional.of(
        Bundle.text("INDArray " + Reflect.call(value, "dataType") + " " + shape + "\n" + value));
  }
}
