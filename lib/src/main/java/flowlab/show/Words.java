package flowlab.show;

import java.awt.Graphics2D;

/** A word at a place in data units: its left end on the point, its middle at the point's height. */
record Words(double x, double y, String text, Look look) implements Layer {

  @Override
  public Words looking(Look look) {
    return new Words(x, y, text, look);
  }

  @Override
  public Extent extent(boolean logX, boolean logY) {
    return Extent.NONE;
  }

  @Override
  public void paint(Graphics2D g, Axes axes) {
    g.setFont(HouseStyle.LABEL);
    g.setColor(look.ink());
    float down = (float) (HouseStyle.ascent(HouseStyle.LABEL) * 0.36);
    g.drawString(text, (float) axes.px(x), (float) axes.py(y) + down);
  }

  @Override
  public boolean takesColor() {
    return false;
  }

  @Override
  public String noun() {
    return "“" + text + "”";
  }
}
