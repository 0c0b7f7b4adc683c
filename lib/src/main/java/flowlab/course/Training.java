package flowlab.course;

import flowlab.Interpolant;
import flowlab.data.Annulus;
import flowlab.data.Checkerboard;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Points;
import flowlab.model.Activation;
import flowlab.model.Checkpoint;
import flowlab.model.Mlp;
import flowlab.model.Network;
import flowlab.model.TimeEmbedding;
import flowlab.model.TransitionModel;
import flowlab.nd.Seeds;
import flowlab.train.LearningRate;
import flowlab.train.Objective;
import flowlab.train.Trainer;
import flowlab.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trainings whose weights the chapters ship, each with the net, the data and the budget of the
 * document that its chapter follows.
 */
enum Training {
  /** Chapter 06: difference transition matching on two Gaussians far from the noise. */
  DTM(0, 10_000) {
    @Override
    Plan<?> plan() {
      return new Plan<>(
          TransitionModel.of(2, 4, 512, Activation.SILU, Seeds.generator(seed)),
          farAway(Objective.transition()));
    }
  },

  /** Chapter 06: flow matching between the same distributions. */
  FM(0, 10_000) {
    @Override
    Plan<?> plan() {
      return new Plan<>(
          Mlp.velocity(2, 4, 512, Activation.SILU, Seeds.generator(seed)),
          farAway(Objective.flowMatching(Interpolant.linear())));
    }
  },

  /** Chapter 01: the annulus, uniform by area as the text says. */
  ANNULUS(0, 1_000) {
    @Override
    Plan<?> plan() {
      return new Plan<>(
          Mlp.velocity(2, 3, 64, Activation.ELU, Seeds.generator(seed)),
          Trainer.of(Interpolant.linear(), Gaussian.standard(2), Annulus.byArea(2, 3))
              .steps(10_000)
              .batch(256)
              .learningRate(1e-2));
    }
  },

  /** Chapter 02: the checkerboard. */
  CHECKER(0, 1_000) {
    @Override
    Plan<?> plan() {
      return new Plan<>(
          Mlp.velocity(2, 4, 128, Activation.GELU, Seeds.generator(seed)),
          Trainer.of(Interpolant.linear(), Gaussian.standard(2), new Checkerboard(4, 2))
              .steps(5_001)
              .batch(4_096)
              .learningRate(3e-3));
    }
  },

  /** Chapter 03: two modes, 50 epochs over a fixed set of 10,000. */
  MODES(0, 790) {
    @Override
    Plan<?> plan() {
      GaussianMixture modes =
          new GaussianMixture(
              new double[] {0.5, 0.5}, new double[][] {{0, 0}, {3, 2}}, new double[] {1, 0.5});
      Points data = new Points(modes.sample(10_000, Seeds.generator(seed + 1)));
      return new Plan<>(
          Mlp.velocity(2, 2, 128, Activation.RELU, Seeds.generator(seed)),
          Trainer.of(Interpolant.conditionalOt(1e-4), Gaussian.standard(2), data)
              .epochs(50)
              .batch(128));
    }
  },

  /**
   * Chapter 05: two modes in three dimensions, the time as one learned cosine and sine. The
   * document gives no budget; this one is ours.
   */
  SCORE(0, 2_000) {
    @Override
    Plan<?> plan() {
      double[][] spread = {{0.25 * 0.25, 0, 0}, {0, 0.25 * 0.25, 0}, {0, 0, 0.15 * 0.15}};
      GaussianMixture modes =
          new GaussianMixture(
              new double[] {0.5, 0.5},
              new double[][] {{-1, -0.5, 1.5}, {1, 1.5, 0.25}},
              new double[][][] {spread, spread});
      return new Plan<>(
          Mlp.velocity(3, TimeEmbedding.learned(1), 4, 64, Activation.GELU, Seeds.generator(seed)),
          Trainer.of(Interpolant.conditionalOt(1e-3), Gaussian.standard(3), modes)
              .steps(20_000)
              .batch(256)
              .learningRate(1e-3));
    }
  };

  final long seed;
  final int log;

  /**
   * @param log steps between two lines of the log
   */
  Training(long seed, int log) {
    this.seed = seed;
    this.log = log;
  }

  /**
   * A net and how it is trained.
   *
   * @param <M> what is trained
   */
  record Plan<M extends Network<M>>(M start, Trainer trainer) {
    /**
     * The weights in a state, written with some words about them; gives the hash of the numbers.
     */
    String save(TrainingState state, Path file, Map<String, String> about) throws IOException {
      M model = start.withParameters(state.net().parameters());
      Mlp net = model instanceof TransitionModel transition ? transition.net() : (Mlp) model;
      return Checkpoint.save(net, file, about);
    }
  }

  /** The net and its trainer. */
  abstract Plan<?> plan();

  /** What a reader types. */
  String title() {
    return name().toLowerCase();
  }

  /** The one of this name, or an error that names them all. */
  static Training named(String title) {
    return Arrays.stream(values())
        .filter(training -> training.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no training %s; there are: %s"
                        .formatted(
                            title,
                            Arrays.stream(values())
                                .map(Training::title)
                                .collect(Collectors.joining(", ")))));
  }

  private static Trainer farAway(Objective objective) {
    GaussianMixture target =
        new GaussianMixture(
            new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8});
    return Trainer.of(objective, Gaussian.standard(2), target)
        .steps(50_000)
        .batch(4_096)
        .learningRate(LearningRate.cosine(1e-3, 1e-5));
  }
}
