package flowlab.kernel;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which package may use which: one way, from the parts to what is built of them. */
class RoomsTest {
  private static final Path SOURCES = Path.of("src/main/java/flowlab");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?flowlab\\.((?:kernel\\.)?[a-z]+)\\.");

  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          entry("kernel.base", Set.of()),
          entry("kernel.display", Set.of()),
          entry("kernel.api", Set.of("kernel.display")),
          entry("widget", Set.of("kernel.api", "kernel.display")),
          entry("kernel.protocol", Set.of("kernel.base", "kernel.api")),
          entry("kernel.shell", Set.of("kernel.base", "kernel.api", "kernel.display")),
          entry(
              "kernel.debug",
              Set.of(
                  "kernel.base",
                  "kernel.api",
                  "kernel.display",
                  "kernel.protocol",
                  "kernel.shell")),
          entry("kernel.cell", Set.of("kernel.base", "kernel.shell")),
          entry(
              "kernel.magic",
              Set.of("kernel.base", "kernel.api", "kernel.display", "kernel.shell", "kernel.cell")),
          entry("kernel.maven", Set.of("kernel.api", "kernel.cell", "kernel.magic")),
          entry(
              "kernel.jjava",
              Set.of(
                  "kernel.api", "kernel.display", "kernel.shell", "kernel.cell", "kernel.magic")));

  @Test
  void usesGoOneWay() throws IOException {
    var wrong = new TreeSet<String>();
    for (String room : USES.keySet()) {
      try (var files = Files.list(SOURCES.resolve(room.replace('.', '/')))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          List<String> used =
              IMPORT.matcher(Files.readString(file)).results().map(m -> m.group(1)).toList();
          for (String other : used) {
            if (!other.equals(room) && !USES.get(room).contains(other)) {
              wrong.add(room + " uses " + other + " in " + file.getFileName());
            }
          }
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }
}
