package flowlab.nd;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads ND4J and the library of the matrix products when it is initialised; the jar's manifest
 * names it to the kernel, which does that beside a notebook's first cells. Not where a card is
 * asked for: then there may be something to say, and it belongs below the cell that asks.
 */
@SuppressWarnings("ReturnValueIgnored") // the text is made so that what makes it is loaded
final class Preparation {
  static {
    try {
      if (BackendChoice.of(System.getenv()) == BackendChoice.CPU) {
        Backend.prepare();
        Nd4j.ones(1, 1).mmul(Nd4j.ones(1, 1)).addi(1).toString();
        OneDnn.runs();
      }
    } catch (IllegalArgumentException | LinkageError failure) {
      // the cell that uses ND4J is told
    }
  }

  private Preparation() {}
}
