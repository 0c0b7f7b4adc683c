package flowlab.kernel.maven;

import static org.eclipse.aether.ConfigurationProperties.CONNECT_TIMEOUT;
import static org.eclipse.aether.ConfigurationProperties.REQUEST_TIMEOUT;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.SnapshotUpdatePolicy;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.magic.Resolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** Maven's own resolver, with the reader's own settings, through MIMA. */
public final class MimaResolver implements Resolver {
  /** A reader waits in front of the cell. */
  private static final int PATIENCE_MS = 20_000;

  private final StandaloneStaticRuntime runtime = new StandaloneStaticRuntime();

  /** A conversation with Maven: what it was told once, and where it looks. */
  record Session(
      RepositorySystem system,
      DefaultRepositorySystemSession session,
      List<RemoteRepository> repositories) {}

  @Override
  public List<Found> resolve(Wanted wanted, How how, Consumer<String> progress)
      throws MagicException {
    var transfers = new Transfers(progress);
    var files = new PomFiles(wanted.poms());
    try (Context context = context(wanted, how, transfers)) {
      Session session = session(context, files);
      progress.accept("looking for " + what(wanted));
      var roots = Roots.of(wanted, files, session);
      var collect = new CollectRequest(roots.wanted(), roots.managed(), roots.repositories());
      var runtimeOnly = DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);
      List<ArtifactResult> results =
          session
              .system()
              .resolveDependencies(session.session(), new DependencyRequest(collect, runtimeOnly))
              .getArtifactResults();
      return results.stream().map(ArtifactResult::getArtifact).map(MimaResolver::found).toList();
    } catch (DependencyResolutionException e) {
      throw new MagicException(Failures.of(e, how.offline()));
    }
  }

  @Override
  public Optional<Path> sources(Found jar, Wanted wanted, How how) {
    Artifact artifact = new DefaultArtifact(jar.coordinates());
    String group = artifact.getGroupId(), name = artifact.getArtifactId();
    var sources = new DefaultArtifact(group, name, "sources", "jar", artifact.getVersion());
    try (Context context = context(wanted, how, new Transfers(state -> {}))) {
      Session session = session(context, new PomFiles(List.of()));
      var request = new ArtifactRequest(sources, session.repositories(), null);
      ArtifactResult found = session.system().resolveArtifact(session.session(), request);
      return Optional.of(found.getArtifact().getFile().toPath());
    } catch (ArtifactResolutionException e) {
      return Optional.empty(); // not everybody publishes them
    }
  }

  private Context context(Wanted wanted, How how, Transfers transfers) {
    var overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .transferListener(transfers)
            .repositories(repositories(wanted))
            .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.APPEND);
    if (how.offline()) overrides.offline(true);
    if (how.update()) overrides.snapshotUpdatePolicy(SnapshotUpdatePolicy.ALWAYS);
    if (how.settings() != null) overrides.withUserSettingsXmlOverride(how.settings());
    return runtime.create(overrides.build());
  }

  private static Session session(Context context, PomFiles files) {
    var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    // What was missing yesterday may be there today.
    session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
    session.setWorkspaceReader(files);
    for (String timeout : List.of(CONNECT_TIMEOUT, REQUEST_TIMEOUT)) {
      if (session.getConfigProperties().containsKey(timeout)) continue; // the settings know better
      session.setConfigProperty(timeout, PATIENCE_MS);
    }
    return new Session(context.repositorySystem(), session, context.remoteRepositories());
  }

  /** Maven Central and what the notebook names; the settings add theirs, and mirrors of all. */
  private static List<RemoteRepository> repositories(Wanted wanted) {
    var all = new ArrayList<RemoteRepository>();
    all.add(ContextOverrides.CENTRAL);
    for (Repository named : wanted.repositories()) {
      all.add(new RemoteRepository.Builder(named.id(), "default", named.url()).build());
    }
    return all;
  }

  private static Found found(Artifact artifact) {
    var name =
        new StringBuilder(artifact.getGroupId()).append(':').append(artifact.getArtifactId());
    boolean special = !artifact.getClassifier().isEmpty();
    if (special || !artifact.getExtension().equals("jar")) {
      name.append(':').append(artifact.getExtension());
    }
    if (special) name.append(':').append(artifact.getClassifier());
    return new Found(name.toString(), artifact.getVersion(), artifact.getFile().toPath());
  }

  private static String what(Wanted wanted) {
    int count = wanted.coordinates().size() + wanted.poms().size();
    return count == 1 && wanted.poms().isEmpty()
        ? wanted.coordinates().get(0)
        : count + (count == 1 ? " thing" : " things");
  }
}
