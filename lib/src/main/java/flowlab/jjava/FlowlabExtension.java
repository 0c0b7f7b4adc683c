package flowlab.jjava;

import flowlab.show.Animation;
import flowlab.show.Figure;
import flowlab.show.Player;
import flowlab.show.ResultTable;
import java.util.Map;
import java.util.function.Function;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Shows figures and animations on a stock JJava kernel, whose cells know nothing of {@code
 * mimeBundle()}. Only calls that are the same in JJava 1.0-a6 and 1.0a8 are used.
 */
public final class FlowlabExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    Renderer renderer = kernel.getRenderer();
    show(renderer, Figure.class, Figure::mimeBundle, Figure::mimeMetadata);
    show(renderer, Animation.class, Animation::mimeBundle, Animation::mimeMetadata);
    show(renderer, Player.class, Player::mimeBundle, Player::mimeMetadata);
    show(renderer, ResultTable.class, ResultTable::mimeBundle, table -> Map.of());
  }

  private static <T> void show(
      Renderer renderer,
      Class<T> type,
      Function<T, Map<String, Object>> bundle,
      Function<T, Map<String, Object>> metadata) {
    renderer
        .createRegistration(type)
        .register(
            (value, context) -> {
              DisplayData out = context.getOutputContainer();
              bundle.apply(value).forEach((String mime, Object data) -> out.putData(mime, data));
              metadata.apply(value).forEach((String mime, Object d) -> out.putMetaData(mime, d));
            });
  }
}
