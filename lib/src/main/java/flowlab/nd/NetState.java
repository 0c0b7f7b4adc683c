package flowlab.nd;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a {@link DenseNet} must remember between two updates, all flat and in the order of {@link
 * DenseLayout}: who opens a net with it goes on as if there had been no stop.
 *
 * @param parameters weights and biases
 * @param firstMoment Adam's mean of the gradient
 * @param secondMoment Adam's mean of the squared gradient
 * @param average running mean of the parameters, if one was asked for
 */
public record NetState(
    INDArray parameters, INDArray firstMoment, INDArray secondMoment, Optional<INDArray> average) {

  public NetState {
    requireLength(parameters, firstMoment);
    requireLength(parameters, secondMoment);
    average.ifPresent(mean -> requireLength(parameters, mean));
  }

  /** The state before the first update. */
  public static NetState start(INDArray parameters) {
    return new NetState(parameters, zeros(parameters), zeros(parameters), Optional.empty());
  }

  private static INDArray zeros(INDArray parameters) {
    return Nd4j.zeros(parameters.dataType(), parameters.length());
  }

  private static void requireLength(INDArray parameters, INDArray other) {
    if (other.length() != parameters.length() || other.dataType() != parameters.dataType()) {
      throw new IllegalArgumentException(
          "expected moments for %d parameters in %s, got %d in %s"
              .formatted(
                  parameters.length(), parameters.dataType(), other.length(), other.dataType()));
    }
  }
}
