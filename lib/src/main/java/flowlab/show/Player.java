package flowlab.show;

import flowlab.nd.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An animation with a play button and a slider, in one piece of HTML that needs neither a kernel
 * nor the network. The frames lie in it once, as a GIF: where scripts may not run (a notebook that
 * is not trusted, a page that only shows HTML), that GIF plays instead.
 *
 * <p>As safe to share between threads as its {@link Animation}.
 */
public final class Player {
  private final Animation animation;

  private Player(Animation animation) {
    this.animation = animation;
  }

  /** A player of an animation, at rest on its first frame. */
  public static Player of(Animation animation) {
    Expect.that(animation != null, "expected an animation, got null");
    return new Player(animation);
  }

  /** The player as HTML to be put anywhere into a page. */
  public String html() {
    Figure first = animation.frame(0);
    String gif = Base64.getEncoder().encodeToString(animation.gif());
    return PlayerPage.of(gif, first.width(), first.height(), animation.description());
  }

  /** Writes {@link #html()} as a page of its own and returns its path. */
  public Path save(Path file) {
    String page = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Flowlab</title>\n" + html();
    try {
      return WholeFile.write(file, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a notebook shows: {@code text/html}, the first frame as {@code image/png}, and text. */
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("image/png", Base64.getEncoder().encodeToString(animation.frame(0).png()));
    bundle.put("text/plain", animation.description());
    return bundle;
  }

  /** The size at which a notebook shows the PNG. */
  public Map<String, Object> mimeMetadata() {
    Figure first = animation.frame(0);
    return Map.of("image/png", Shown.at(first.width(), first.height(), animation.description()));
  }

  @Override
  public String toString() {
    return "Player: " + animation.description();
  }
}
