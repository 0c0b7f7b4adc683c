package flowlab.kernel.magic;

import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.magic.Resolver.How;
import flowlab.kernel.magic.Resolver.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What follows {@code %maven}: options in Maven's own letters, and names. */
record MavenLine(
    List<String> names, List<String> excluded, List<Repository> repositories, How how) {

  static MavenLine parse(String arguments) throws MagicException {
    var names = new ArrayList<String>();
    var excluded = new ArrayList<String>();
    var repositories = new ArrayList<Repository>();
    boolean offline = false, update = false;
    Path settings = null;
    var words = Arguments.of(arguments).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-o", "--offline" -> offline = true;
        case "-U", "--update-snapshots" -> update = true;
        case "-s", "--settings" -> settings = file(next(words, word));
        case "-r", "--repository" -> repositories.add(repository(next(words, word)));
        case "-x", "--exclude" -> excluded.add(excluded(next(words, word)));
        default -> {
          if (word.startsWith("-")) {
            throw new MagicException(
                "there is no option "
                    + word
                    + "; there are -o -U -s FILE -r URL -x GROUP:ARTIFACT");
          }
          names.add(word);
        }
      }
    }
    return new MavenLine(names, excluded, repositories, new How(offline, update, settings));
  }

  private static String next(java.util.Iterator<String> words, String option)
      throws MagicException {
    if (!words.hasNext()) throw new MagicException("something must follow " + option);
    return words.next();
  }

  private static Path file(String name) throws MagicException {
    Path file = Path.of(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) throw new MagicException("there are no settings at " + file);
    return file;
  }

  /** {@code URL} or {@code ID=URL}; settings.xml speaks of a repository by its id. */
  private static Repository repository(String text) {
    int equals = text.indexOf('=');
    boolean named = equals > 0 && text.substring(0, equals).matches("[\\w.-]+");
    return named
        ? new Repository(text.substring(0, equals), text.substring(equals + 1))
        : new Repository("notebook-" + Integer.toHexString(text.hashCode()), text);
  }

  private static String excluded(String text) throws MagicException {
    if (text.matches("[^:\\s]+:[^:\\s]+")) return text;
    throw new MagicException("what is left out is named group:artifact, not " + text);
  }
}
