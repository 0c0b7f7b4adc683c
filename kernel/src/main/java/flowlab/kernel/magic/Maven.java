package flowlab.kernel.magic;

import flowlab.kernel.api.DisplayHandle;
import flowlab.kernel.api.Notebook;
import flowlab.kernel.api.Stopped;
import flowlab.kernel.base.Threads;
import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.magic.Resolver.Found;
import flowlab.kernel.magic.Resolver.How;
import flowlab.kernel.magic.Resolver.Wanted;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code %maven} and {@code %loadFromPOM}. What a notebook asks for, line by line, is resolved
 * together, as if it stood in one POM. If that fails, all is as it was before.
 */
final class Maven {
  private static final long PAUSE_NANOS = 100_000_000;

  private final Shell shell;
  private final Jars jars;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Resolver resolver;
  private final Map<String, Found> loaded = new ConcurrentHashMap<>();
  private Wanted wanted = new Wanted(List.of(), List.of(), List.of(), List.of());
  private How how = new How(false, false, null);

  Maven(Shell shell, Jars jars) {
    this.shell = shell;
    this.jars = jars;
  }

  /** {@code %maven [-o] [-U] [-s FILE] [-r [ID=]URL] [-x GROUP:ARTIFACT] COORDINATES…}. */
  Outcome coordinates(String arguments) throws MagicException {
    var line = MavenLine.parse(arguments);
    if (line.names().isEmpty() && line.repositories().isEmpty()) {
      throw new MagicException("name what to load, for example %maven org.example:name:1.0");
    }
    return resolve(line, line.names(), List.of());
  }

  /** {@code %mavenRepo ID URL}, which is JJava's way to say {@code %maven -r ID=URL}. */
  Outcome repository(String arguments) throws MagicException {
    List<String> words = Arguments.of(arguments);
    if (words.size() != 2) throw new MagicException("name the repository and its URL");
    return coordinates("-r " + words.get(0) + "=" + words.get(1));
  }

  /** {@code %loadFromPOM FILE}. */
  Outcome pom(String arguments) throws MagicException {
    var line = MavenLine.parse(arguments);
    if (line.names().isEmpty()) throw new MagicException("name the POM, for example pom.xml");
    var poms = new ArrayList<Path>();
    for (String name : line.names()) {
      Path pom = Path.of(name).toAbsolutePath().normalize();
      if (Files.isDirectory(pom)) pom = pom.resolve("pom.xml");
      if (!Files.isRegularFile(pom)) throw new MagicException("there is no POM at " + pom);
      poms.add(pom);
    }
    return resolve(line, List.of(), poms);
  }

  /** {@code %%loadFromPOM}: the cell is a POM, or what stands inside one. */
  Outcome pom(String arguments, CellText body) throws MagicException, IOException {
    String text = body.text().strip();
    if (!text.contains("<artifactId>")) {
      throw new MagicException(
          "%%loadFromPOM wants dependencies, each with its groupId, artifactId and version");
    }
    if (!text.contains("<project")) {
      boolean bare = !text.contains("<dependencies");
      text =
          "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
              + "<artifactId>cell</artifactId><version>1</version>"
              + (bare ? "<dependencies>" + text + "</dependencies>" : text)
              + "</project>";
    }
    Path pom = Files.createTempFile("notebook", ".pom");
    pom.toFile().deleteOnExit();
    Files.writeString(pom, text);
    return resolve(MavenLine.parse(arguments), List.of(), List.of(pom));
  }

  /** Loaded when it is first needed. */
  private synchronized Resolver resolver() {
    if (resolver == null) {
      resolver = BundledJars.service(Resolver.class, BundledJars.loader("maven"));
    }
    return resolver;
  }

  /** The sources of a jar that came from a repository. */
  Optional<Path> sources(Path jar) {
    for (Found each : loaded.values()) {
      if (each.file().equals(jar)) return resolver().sources(each, wanted, how);
    }
    return Optional.empty();
  }

  /** One after the other, as each goes by what the others have loaded. */
  private Outcome resolve(MavenLine line, List<String> coordinates, List<Path> poms)
      throws MagicException {
    shell.enter();
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw new Stopped();
    } finally {
      shell.leave();
    }
    try {
      return resolveInTurn(line, coordinates, poms);
    } finally {
      turn.unlock();
    }
  }

  private Outcome resolveInTurn(MavenLine line, List<String> coordinates, List<Path> poms)
      throws MagicException {
    var all =
        new Wanted(
            plus(wanted.coordinates(), coordinates),
            plus(wanted.excluded(), line.excluded()),
            plus(wanted.poms(), poms),
            plus(wanted.repositories(), line.repositories()));
    long start = System.nanoTime();
    var shown = new Shown();
    List<Found> found = find(all, line.how(), shown);
    List<Found> fresh = fresh(found, coordinates);
    for (Found jar : fresh) loaded.put(jar.name(), jar);
    jars.addUnseen(fresh.stream().map(Found::file).toList());
    wanted = all;
    how = line.how();
    shown.end(fresh, (System.nanoTime() - start) * 1e-9);
    return Magic.NOTHING;
  }

  /** On a thread of its own: a server that does not answer must not keep a cell from stopping. */
  private List<Found> find(Wanted all, How how, Shown shown) throws MagicException {
    var task = new FutureTask<>(() -> resolver().resolve(all, how, shown));
    shell.enter();
    try {
      Threads.daemon("flowlab-maven", task);
      return task.get();
    } catch (InterruptedException e) {
      shown.giveUp();
      throw new Stopped();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MagicException known) throw known;
      throw new MagicException("nothing was loaded: " + e.getCause());
    } finally {
      shell.leave();
    }
  }

  /** What is not loaded yet. Another version of what is loaded cannot be: there is one loader. */
  private List<Found> fresh(List<Found> found, List<String> asked) throws MagicException {
    var fresh = new ArrayList<Found>();
    for (Found jar : found) {
      Found before = loaded.get(jar.name());
      if (before == null) {
        fresh.add(jar);
      } else if (!before.version().equals(jar.version())) {
        String both =
            before.coordinates() + " is loaded already, and " + jar.version() + " is wanted now";
        if (asked.contains(jar.coordinates())) {
          throw new MagicException(both + "; restart the kernel and ask for that one first");
        }
        System.err.println("note: " + both + "; to have it, restart the kernel and run all cells");
      }
    }
    return fresh;
  }

  private static <T> List<T> plus(List<T> before, List<T> more) {
    var all = new ArrayList<>(before);
    for (T each : more) if (!all.contains(each)) all.add(each);
    return List.copyOf(all);
  }

  /** A line below the cell that says how far it is, and in the end what was loaded. */
  private static final class Shown implements Consumer<String> {
    private @Nullable DisplayHandle display;
    private long last = System.nanoTime();
    private boolean givenUp;

    @Override
    public synchronized void accept(String state) {
      long now = System.nanoTime();
      if (givenUp || now - last < PAUSE_NANOS) return;
      last = now;
      show(state);
    }

    synchronized void giveUp() {
      givenUp = true;
    }

    synchronized void end(List<Found> fresh, double seconds) {
      String what =
          fresh.isEmpty()
              ? "all was loaded already"
              : fresh.size() == 1
                  ? fresh.get(0).coordinates()
                  : fresh.size() + " jars: " + names(fresh);
      show(what + String.format(Locale.ROOT, " (%.1f s)", seconds));
    }

    private static String names(List<Found> jars) {
      int most = 4;
      List<String> names = jars.stream().limit(most).map(Shown::shortName).toList();
      return String.join(", ", names) + (jars.size() > most ? " …" : "");
    }

    private static String shortName(Found jar) {
      return jar.file().getFileName().toString().replaceAll("\\.jar$", "");
    }

    private void show(String state) {
      if (display == null) display = Notebook.show(state);
      else display.update(state);
    }
  }
}
