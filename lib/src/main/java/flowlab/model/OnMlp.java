package flowlab.model;

import flowlab.nd.DenseNet;
import flowlab.nd.NetState;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that is a perceptron whose inputs have a meaning: all but that meaning is its own. */
interface OnMlp<M extends OnMlp<M>> extends Network<M> {
  Mlp net();

  @Override
  default int inputs() {
    return net().inputs();
  }

  @Override
  default int outputs() {
    return net().outputs();
  }

  @Override
  default INDArray parameters() {
    return net().parameters();
  }

  @Override
  default DenseNet open(NetState state) {
    return net().open(state);
  }
}
