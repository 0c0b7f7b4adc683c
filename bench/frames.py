"""How long a frame of the seed's animation takes to draw, and a GIF to encode; beside matplotlib and imageio.

The frame: 1200 x 900 pixels, a filled contour of a 200 x 200 grid behind a line of 100 points, a segment, four
markers and a legend; then 500 lines of 100 points on it. The film: 1200 x 600 pixels, a marker that travels over the
same picture. Milliseconds a frame, the quickest tenth of many after a warm-up, because other work on the machine only
ever adds; both sides in one run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = ROOT / "lib" / "target" / "flowlab-lib.jar"

OURS = """
import static flowlab.show.Plots.*;
import flowlab.show.*;
import java.awt.image.BufferedImage;
import java.util.*;
import java.util.function.*;

public class Frames {
  static final Grid GRID = Grid.of(new Limits(-2.5, 9, -4, 4), 200, (x, y) ->
      Math.exp(-(x * x + y * y) / 2) + Math.exp(-((x - 6) * (x - 6) + y * y) / 1.3));

  static Plot ground() {
    return filledContour(GRID).palette(Palette.ORRD).alpha(0.8);
  }

  static Plot frame(Plot ground, double shift) {
    double[][] line = new double[100][];
    for (int i = 0; i < 100; i++) {
      line[i] = new double[] {i * 0.06, Math.sin(i * 0.05 + shift)};
    }
    return ground.with(
        trajectories(line).color("black").lineWidth(4).named("DTM: 8-steps"),
        trajectories(new double[][][] {{{0, 0}, {6, 0}}}).color("#9e9e9e").lineWidth(4).named("FM"),
        scatter(new double[][] {{0, 0}, {6, 0}, {2, 1}, {3, shift}}).color("red").pointSize(11))
        .noAxes().limits(-2.5, 9, -4, 4).equalAspect(false);
  }

  /** Milliseconds of each work, in turns, so that a busy moment meets all of them. */
  static double[] quickest(int times, IntConsumer... works) {
    double[][] ms = new double[works.length][times];
    for (int i = 0; i < 2 * times; i++) {
      for (int w = 0; w < works.length; w++) {
        long start = System.nanoTime();
        works[w].accept(i);
        ms[w][i % times] = (System.nanoTime() - start) / 1e6;
      }
    }
    return Arrays.stream(ms).mapToDouble(each -> Arrays.stream(each).sorted().toArray()[times / 10]).toArray();
  }

  public static void main(String[] args) {
    Plot kept = ground();
    double[][][] paths = new double[500][100][];
    for (int p = 0; p < 500; p++) {
      for (int i = 0; i < 100; i++) {
        paths[p][i] = new double[] {i * 0.06, Math.sin(i * 0.05 + p * 0.01) + p * 0.004 - 1};
      }
    }
    Plot many = kept.with(trajectories(paths));
    double[] draw = quickest(40,
        i -> frame(ground(), i * 0.01).size(1200, 900).image(1),
        i -> frame(kept, i * 0.01).size(1200, 900).image(1),
        i -> frame(many, i * 0.01).size(1200, 900).image(1));
    int n = 40;
    BufferedImage[] film = new BufferedImage[n];
    for (int k = 0; k < n; k++) {
      film[k] = frame(kept, k * 0.05).size(1200, 600).image(1);
    }
    Animation animation = Animation.of(n, 24,
        k -> Figure.painted(1200, 600, g -> g.drawImage(film[k], 0, 0, 1200, 600, null)));
    int[] bytes = new int[1];
    double encode = quickest(4, i -> {
      var out = new java.io.ByteArrayOutputStream();
      animation.gif(out, 1);
      bytes[0] = out.size();
    })[0] / n;
    System.out.printf(Locale.ROOT,
        "{\\"frame\\": %.2f, \\"kept\\": %.2f, \\"lines\\": %.2f, \\"gif\\": %.2f, \\"bytes\\": %d}%n",
        draw[0], draw[1], draw[2] - draw[1], encode, bytes[0]);
  }
}
"""


def ours() -> dict[str, float]:
    if not JAR.is_file():
        raise SystemExit(f"{JAR.relative_to(ROOT)} is missing: ./flowlab bench frames builds it first")
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "Frames.java"
        source.write_text(OURS, encoding="utf-8")
        command = [java, "-Djava.awt.headless=true", "-cp", str(JAR), str(source)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def peers() -> dict[str, float]:
    """Runs in the peers' Python."""
    import imageio.v2 as imageio
    import matplotlib
    import numpy as np

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    x, y = np.meshgrid(np.linspace(-2.5, 9, 200), np.linspace(-4, 4, 200))
    z = np.exp(-(x**2 + y**2) / 2) + np.exp(-((x - 6) ** 2 + y**2) / 1.3)

    def frame(shift: float, height: float = 6) -> np.ndarray:
        figure, axes = plt.subplots(figsize=(8, height), dpi=150)
        axes.contourf(x, y, z, levels=10, cmap="OrRd", alpha=0.8)
        i = np.arange(100)
        axes.plot(i * 0.06, np.sin(i * 0.05 + shift), color="black", linewidth=4, label="DTM: 8-steps")
        axes.plot([0, 6], [0, 0], color="#9e9e9e", linewidth=4, label="FM")
        axes.scatter([0, 6, 2, 3], [0, 0, 1, shift], s=128, c="#c44e52", zorder=3)
        axes.legend(loc="upper right", frameon=False)
        axes.set_xlim(-2.5, 9)
        axes.set_ylim(-4, 4)
        axes.axis("off")
        figure.canvas.draw()
        pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].copy()
        plt.close(figure)
        return pixels

    def quickest(times: int, work) -> float:
        spent = []
        for i in range(times + 2):
            start = time.perf_counter()
            work(i)
            spent.append(1e3 * (time.perf_counter() - start))
        return sorted(spent[2:])[times // 10]

    film = [frame(k * 0.05, height=4) for k in range(40)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "film.gif"
        gif = quickest(3, lambda i: imageio.mimsave(file, film, duration=1000 / 24)) / len(film)
        size = file.stat().st_size
    return {"frame": quickest(20, lambda i: frame(i * 0.01)), "gif": gif, "bytes": size}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers-python", help="a Python that has matplotlib and imageio")
    parser.add_argument("--as-peer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_peer:
        print(json.dumps(peers()))
        return 0
    mine = ours()
    print(f"draw a frame, 1200 x 900, on a ground kept     Flowlab {mine['kept']:6.1f} ms")
    print(f"draw a frame, ground and all                   Flowlab {mine['frame']:6.1f} ms")
    print(f"500 lines of 100 points more                   Flowlab {mine['lines']:6.1f} ms")
    print(f"encode a frame, 1200 x 600                     Flowlab {mine['gif']:6.1f} ms  ({mine['bytes'] >> 10} KB)")
    if not options.peers_python:
        return 0
    done = subprocess.run(
        [options.peers_python, __file__, "--as-peer"], stdout=subprocess.PIPE, text=True, check=True
    )
    theirs = json.loads(done.stdout.splitlines()[-1])
    kept, fresh, gif = theirs["frame"] / mine["kept"], theirs["frame"] / mine["frame"], theirs["gif"] / mine["gif"]
    print(f"draw a frame          matplotlib {theirs['frame']:6.1f} ms  {kept:.1f} and {fresh:.1f} x ours")
    print(f"encode a frame           imageio {theirs['gif']:6.1f} ms  {gif:.1f} x ours  ({theirs['bytes'] >> 10} KB)")
    # An animation keeps its ground from frame to frame: that is the frame that is promised.
    return 0 if min(kept, gif) >= 3 and mine["lines"] < 25 else 1


if __name__ == "__main__":
    sys.exit(main())
