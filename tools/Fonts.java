import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;

/** Says how many font families Java sees, after drawing a word as the charts do: without a display. */
class Fonts {
  public static void main(String[] arguments) {
    var graphics = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB).createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.drawString("flow", 4, 20);
    var families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    System.out.println(families.length + " families");
  }
}
