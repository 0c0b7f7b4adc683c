package flowlab.model;

import flowlab.nd.DenseNet;
import flowlab.nd.NetState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that can be trained. It is a value: training opens it at work and asks for the same
 * network with other parameters at the end.
 *
 * @param <M> the network's own type
 */
public interface Network<M extends Network<M>> {
  /** How many numbers a row has that goes in. */
  int inputs();

  /** How many numbers a row has that comes out. */
  int outputs();

  /** A copy of all parameters as one flat vector. */
  INDArray parameters();

  /** The same network with other parameters. */
  M withParameters(INDArray parameters);

  /** The network at work, going on from this state; the caller closes it. */
  DenseNet open(NetState state);
}
