package flowlab.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireStateTest {
  @Test
  void bytesTravelBesideTheJson() {
    var state = new LinkedHashMap<String, Object>();
    state.put("format", "png");
    state.put("value", new byte[] {1, 2});
    WireState wire = WireState.of(state);
    assertEquals(Map.of("format", "png"), wire.state());
    assertEquals(List.of(List.of("value")), wire.paths());
    assertEquals(2, wire.buffers().get(0).length);
  }

  @Test
  void otherWidgetsTravelAsReferences() {
    var label = new Label("a");
    WireState wire = WireState.of(Map.of("children", List.of(label)));
    assertEquals(List.of("IPY_MODEL_" + label.id()), wire.state().get("children"));
  }

  @Test
  void stepsAreRound() {
    assertEquals(0.01, Slider.roundStep(1), 1e-12);
    assertEquals(0.1, Slider.roundStep(9), 1e-12);
    assertEquals(1, Slider.roundStep(100), 1e-12);
    assertEquals(0.1, Slider.roundStep(5), 1e-12);
  }

  @Test
  void withoutAKernelItSaysWhatIsMissing() {
    var e = assertThrows(IllegalStateException.class, () -> new Label("a").mimeBundle());
    assertEquals(true, e.getMessage().contains("Flowlab kernel"));
  }
}
