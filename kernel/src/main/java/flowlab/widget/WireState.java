package flowlab.widget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State as it travels: other widgets as references, bytes beside the JSON, with their paths. */
record WireState(Map<String, Object> state, List<List<String>> paths, List<byte[]> buffers) {
  static WireState of(Map<String, Object> values) {
    var state = new LinkedHashMap<String, Object>();
    var paths = new ArrayList<List<String>>();
    var buffers = new ArrayList<byte[]>();
    values.forEach(
        (name, value) -> {
          if (value instanceof byte[] bytes) {
            paths.add(List.of(name));
            buffers.add(bytes);
          } else {
            state.put(name, referenced(value));
          }
        });
    return new WireState(state, paths, buffers);
  }

  private static Object referenced(Object value) {
    if (value instanceof Widget widget) return "IPY_MODEL_" + widget.id();
    if (value instanceof List<?> items) return items.stream().map(WireState::referenced).toList();
    return value;
  }
}
