package flowlab.show;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/** A figure made of a size and a painter. */
record Painted(int width, int height, Consumer<Graphics2D> painter, String description)
    implements Figure {

  Painted {
    Expect.size(width, height);
  }

  @Override
  public void paint(Graphics2D g) {
    Graphics2D own = (Graphics2D) g.create();
    try {
      painter.accept(own);
    } finally {
      own.dispose();
    }
  }

  @Override
  public String toString() {
    return description;
  }
}
