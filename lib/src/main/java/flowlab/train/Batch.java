package flowlab.train;

/** The rows of one step: what goes into the net, and what should come out. */
final class Batch {
  final double[] input;
  final double[] target;
  int n;

  Batch(int rows, int inputs, int outputs) {
    input = new double[rows * inputs];
    target = new double[rows * outputs];
  }
}
