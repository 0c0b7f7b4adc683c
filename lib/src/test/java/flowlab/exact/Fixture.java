package flowlab.exact;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A part of {@code exact.json}, values computed independently (numpy/scipy, double). It remembers
 * which values were read, so that a test can say that none was left out.
 */
final class Fixture {
  private final JsonNode node;
  private final String path;
  private final Set<String> read;

  private Fixture(JsonNode node, String path, Set<String> read) {
    this.node = node;
    this.path = path;
    this.read = read;
  }

  static Fixture open() {
    try (InputStream in = Fixture.class.getResourceAsStream("/exact.json")) {
      return new Fixture(new ObjectMapper().readTree(in), "", new HashSet<>());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Fixture get(String key) {
    if (!node.has(key)) {
      throw new IllegalStateException("exact.json has no " + path + "/" + key);
    }
    return new Fixture(node.get(key), path + "/" + key, read);
  }

  List<Fixture> each() {
    List<Fixture> parts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      parts.add(new Fixture(node.get(i), path + "/" + i, read));
    }
    return parts;
  }

  double number(String key) {
    return get(key).number();
  }

  double number() {
    read.add(path);
    return node.asDouble();
  }

  /** Null where the file has null. */
  Integer count(String key) {
    Fixture value = get(key);
    read.add(value.path);
    return value.node.isNull() ? null : (Integer) value.node.asInt();
  }

  String text(String key) {
    Fixture value = get(key);
    read.add(value.path);
    return value.node.asText();
  }

  double[] row(String key) {
    return get(key).row();
  }

  double[] row() {
    return each().stream().mapToDouble(Fixture::number).toArray();
  }

  double[][] matrix(String key) {
    return get(key).matrix();
  }

  double[][] matrix() {
    return each().stream().map(Fixture::row).toArray(double[][]::new);
  }

  /** Places of the file that nobody has read. */
  List<String> unread() {
    List<String> left = new ArrayList<>();
    collect(node, path, left);
    return left;
  }

  private void collect(JsonNode part, String place, List<String> left) {
    if (part.isObject()) {
      part.fieldNames().forEachRemaining(key -> collect(part.get(key), place + "/" + key, left));
    } else if (part.isArray()) {
      for (int i = 0; i < part.size(); i++) {
        collect(part.get(i), place + "/" + i, left);
      }
    } else if (!read.contains(place)) {
      left.add(place);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
