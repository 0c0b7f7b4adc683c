package flowlab.show;

import java.util.function.Consumer;

/** What surrounds the layers of a plot. Never changed after {@link #with} has returned it. */
final class Sheet implements Cloneable {
  String title = "";
  String xLabel = "";
  String yLabel = "";

  /** Null fits the limits to the data. */
  Limits limits;

  /** One unit of x is as long as one unit of y. */
  boolean equal;

  boolean logX;
  boolean logY;
  boolean axes = true;
  boolean xTicks = true;
  boolean yTicks = true;

  /** Among planes, whose boxes stand in line, the plane draws charts as well. */
  boolean inLine;

  /** Null shows no legend. */
  Corner legend = Corner.UPPER_RIGHT;

  /** Zero lets the contents choose. */
  int width;

  int height;

  /** Null composes a sentence from the layers. */
  String description;

  Sheet with(Consumer<Sheet> change) {
    try {
      Sheet copy = (Sheet) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
