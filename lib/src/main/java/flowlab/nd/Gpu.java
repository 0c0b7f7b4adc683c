package flowlab.nd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An NVIDIA card, as its driver describes it.
 *
 * @param uuid what {@code CUDA_VISIBLE_DEVICES} may name it by
 * @param name as sold
 * @param major compute capability, before the dot
 * @param minor compute capability, after the dot
 * @param driver version of the driver
 */
record Gpu(String uuid, String name, int major, int minor, String driver) {
  /** What {@link #parse} reads, in this order. */
  static final String FIELDS = "uuid,name,compute_cap,driver_version";

  /**
   * The cards of {@code nvidia-smi --format=csv,noheader}, one a line.
   *
   * @throws IllegalArgumentException for a line that describes none
   */
  static List<Gpu> parse(String csv) {
    return csv.lines().filter(line -> !line.isBlank()).map(Gpu::line).toList();
  }

  private static Gpu line(String line) {
    String[] fields = line.strip().split("\\s*,\\s*");
    if (fields.length != 4 || !fields[2].matches("\\d+\\.\\d+")) {
      throw new IllegalArgumentException(line.strip());
    }
    String[] capability = fields[2].split("\\.");
    return new Gpu(
        fields[0],
        fields[1],
        Integer.parseInt(capability[0]),
        Integer.parseInt(capability[1]),
        fields[3]);
  }

  /**
   * Whether machine code built for this capability runs here: within one major version, on cards of
   * the same or a higher minor one. So code for 8.6 runs on 8.9, and on no 9.0.
   */
  boolean runs(int codeMajor, int codeMinor) {
    return codeMajor == major && codeMinor <= minor;
  }

  String capability() {
    return major + "." + minor;
  }

  /**
   * The cards that CUDA will see: it reads {@code CUDA_VISIBLE_DEVICES} up to the first entry that
   * names none. Its numbers count the cards as the driver lists them only where {@code
   * CUDA_DEVICE_ORDER} says so or where all are alike; otherwise any card may be meant, and all
   * count.
   */
  static List<Gpu> visible(List<Gpu> cards, Map<String, String> environment) {
    String named = environment.get("CUDA_VISIBLE_DEVICES");
    if (named == null) return cards;
    boolean ordered =
        "PCI_BUS_ID".equals(environment.get("CUDA_DEVICE_ORDER"))
            || cards.stream().map(Gpu::name).distinct().count() == 1;
    List<Gpu> seen = new ArrayList<>();
    for (String entry : named.split(",")) {
      String name = entry.strip();
      boolean number = name.matches("\\d{1,4}");
      if (number && !ordered) return cards;
      int at = number ? Integer.parseInt(name) : indexOf(cards, name);
      if (at < 0 || at >= cards.size()) break;
      seen.add(cards.get(at));
    }
    return seen;
  }

  private static int indexOf(List<Gpu> cards, String uuid) {
    for (int i = 0; i < cards.size(); i++) {
      if (uuid.startsWith("GPU-") && cards.get(i).uuid.startsWith(uuid)) return i;
    }
    return -1;
  }

  @Override
  public String toString() {
    return "%s (compute capability %s, driver %s)".formatted(name, capability(), driver);
  }
}
