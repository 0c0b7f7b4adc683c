package flowlab.kernel.debug;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The texts of cells, by the paths that front ends compute for them. No file is written. */
final class CellSources {
  static final int SEED = 0x9747b28c;
  static final String SUFFIX = ".java";
  private static final int MOST = 2_000;

  /** Of another kernel process another one, by which front ends notice a restart. */
  private final String prefix =
      System.getProperty("java.io.tmpdir") + "/flowlab_" + ProcessHandle.current().pid() + "/";

  private final Map<Integer, String> paths = limited();
  private final Map<String, String> codes = limited();

  private static <K, V> Map<K, V> limited() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  String prefix() {
    return prefix;
  }

  /** A cell that runs. */
  synchronized void add(int cell, String code) {
    paths.put(cell, dump(code));
  }

  /** The path of a text. */
  synchronized String dump(String code) {
    String path = prefix + Murmur2.of(code, SEED) + SUFFIX;
    codes.put(path, code);
    return path;
  }

  synchronized Optional<String> path(int cell) {
    return Optional.ofNullable(paths.get(cell));
  }

  synchronized Optional<String> code(String path) {
    return Optional.ofNullable(codes.get(path));
  }
}
