package flowlab.show;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Level lines by marching squares: each cell of the grid gives up to two short segments between its
 * edges, straight where the values are linear, and segments that meet on an edge are chained.
 */
public final class Contours {
  private final Grid grid;
  private final double level;

  /** The two neighbours of each crossed edge; -1 for none. */
  private final Map<Integer, int[]> links = new HashMap<>();

  private Contours(Grid grid, double level) {
    this.grid = grid;
    this.level = level;
  }

  /** The lines on which the grid takes a value, each as rows [x, y]; closed ones repeat a point. */
  public static List<double[][]> lines(Grid grid, double level) {
    Expect.that(Double.isFinite(level), "expected a finite level, got %s", level);
    Contours c = new Contours(grid, level);
    for (int j = 0; j < grid.ny() - 1; j++) {
      for (int i = 0; i < grid.nx() - 1; i++) c.cell(i, j);
    }
    return c.chains();
  }

  private boolean above(int i, int j) {
    return grid.at(i, j) >= level;
  }

  private void cell(int i, int j) {
    double sum = grid.at(i, j) + grid.at(i + 1, j) + grid.at(i, j + 1) + grid.at(i + 1, j + 1);
    if (Double.isNaN(sum)) return;
    boolean a = above(i, j);
    boolean b = above(i + 1, j);
    boolean c = above(i + 1, j + 1);
    boolean d = above(i, j + 1);
    int bottom = edge(i, j, false);
    int top = edge(i, j + 1, false);
    int left = edge(i, j, true);
    int right = edge(i + 1, j, true);
    if (a == c && b == d && a != b) {
      // A saddle: the value in the middle says which corners are joined.
      boolean joined = sum / 4 >= level == a;
      link(bottom, joined ? right : left);
      link(top, joined ? left : right);
      return;
    }
    int first = -1;
    int[] edges = {bottom, right, top, left};
    boolean[] crossed = {a != b, b != c, c != d, d != a};
    for (int k = 0; k < 4; k++) {
      if (crossed[k]) {
        if (first < 0) {
          first = edges[k];
        } else {
          link(first, edges[k]);
        }
      }
    }
  }

  /** The number of the edge that leaves a grid point along x, or upwards along y. */
  private int edge(int i, int j, boolean upwards) {
    return 2 * (j * grid.nx() + i) + (upwards ? 1 : 0);
  }

  private void link(int from, int to) {
    half(from, to);
    half(to, from);
  }

  private void half(int from, int to) {
    int[] pair = links.computeIfAbsent(from, k -> new int[] {-1, -1});
    pair[pair[0] < 0 ? 0 : 1] = to;
  }

  private List<double[][]> chains() {
    List<double[][]> lines = new ArrayList<>();
    while (!links.isEmpty()) {
      int start = links.keySet().iterator().next();
      Deque<Integer> chain = new ArrayDeque<>();
      chain.add(start);
      int[] ends = links.remove(start);
      boolean closed = follow(chain, start, ends[0], true);
      if (!closed && ends[1] >= 0) follow(chain, start, ends[1], false);
      lines.add(chain.stream().map(this::point).toArray(double[][]::new));
    }
    return lines;
  }

  private boolean follow(Deque<Integer> chain, int start, int next, boolean forwards) {
    int before = start;
    int at = next;
    while (at >= 0) {
      if (forwards) {
        chain.addLast(at);
      } else {
        chain.addFirst(at);
      }
      if (at == start) return true;
      int[] ends = links.remove(at);
      if (ends == null) return false;
      int on = ends[0] == before ? ends[1] : ends[0];
      before = at;
      at = on;
    }
    return false;
  }

  private double[] point(int edge) {
    int j = edge / 2 / grid.nx();
    int i = edge / 2 % grid.nx();
    boolean upwards = edge % 2 == 1;
    double from = grid.at(i, j);
    double to = upwards ? grid.at(i, j + 1) : grid.at(i + 1, j);
    double t = (level - from) / (to - from);
    return upwards
        ? new double[] {grid.x(i), grid.y(j) + t * (grid.y(j + 1) - grid.y(j))}
        : new double[] {grid.x(i) + t * (grid.x(i + 1) - grid.x(i)), grid.y(j)};
  }
}
