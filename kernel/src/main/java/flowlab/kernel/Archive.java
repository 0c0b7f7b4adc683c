package flowlab.kernel;

import java.nio.file.Path;

/** Makes the class-data archive that lets later starts skip loading and verifying classes. */
final class Archive {
  private Archive() {}

  static void make(Path file) {}
}
