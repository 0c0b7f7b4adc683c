package flowlab.kernel.magic;

import flowlab.kernel.cell.MagicException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds jars by their coordinates. What implements it, and the libraries it needs, lie in a folder
 * of their own beside the kernel's jar and are loaded when the first cell asks.
 */
public interface Resolver {
  /** A repository that a notebook names, beside those of the reader's settings. */
  record Repository(String id, String url) {}

  /**
   * All that a notebook has asked for so far.
   *
   * @param coordinates group:artifact[:extension[:classifier]][:version]; extension pom is a BOM
   * @param excluded group:artifact, either may be *
   * @param poms files whose dependencies are wanted
   */
  record Wanted(
      List<String> coordinates,
      List<String> excluded,
      List<Path> poms,
      List<Repository> repositories) {}

  /**
   * How to look.
   *
   * @param offline only in the local repository
   * @param update for newer snapshots, too
   * @param settings instead of the reader's own settings.xml; may be null
   */
  record How(boolean offline, boolean update, @Nullable Path settings) {}

  /** A jar, and what it is: its coordinates without the version. */
  record Found(String name, String version, Path file) {
    public String coordinates() {
      return name + ":" + version;
    }
  }

  /**
   * The jars of all that is wanted, with what these need in turn.
   *
   * @param progress is told, now and then, how far it is
   * @throws MagicException if not all was found: what, and where it was looked for
   */
  List<Found> resolve(Wanted wanted, How how, Consumer<String> progress) throws MagicException;

  /** The jar of sources that belongs to a jar, if there is one. */
  Optional<Path> sources(Found jar, Wanted wanted, How how);
}
