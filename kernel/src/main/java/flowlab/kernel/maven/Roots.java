package flowlab.kernel.maven;

import flowlab.kernel.cell.MagicException;
import flowlab.kernel.magic.Resolver.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.util.artifact.JavaScopes;

/**
 * Where resolution begins: what is wanted itself, the versions that BOMs and POMs prescribe, and
 * the repositories.
 */
record Roots(
    List<Dependency> wanted, List<Dependency> managed, List<RemoteRepository> repositories) {
  private static final Set<String> NOT_FOR_CELLS = Set.of(JavaScopes.TEST, JavaScopes.PROVIDED);

  static Roots of(Wanted wanted, PomFiles files, MimaResolver.Session session)
      throws MagicException {
    var roots =
        new Roots(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(session.repositories()));
    for (Artifact pom : files.artifacts()) {
      ArtifactDescriptorResult read = roots.read(pom, files.file(pom).toString(), session);
      roots.repositories.addAll(
          session.system().newResolutionRepositories(session.session(), read.getRepositories()));
      roots.managed.addAll(read.getManagedDependencies());
      read.getDependencies().stream()
          .filter(dependency -> !NOT_FOR_CELLS.contains(dependency.getScope()))
          .forEach(roots.wanted::add);
    }
    for (String each : wanted.coordinates()) {
      if (isBom(each)) {
        roots.managed.addAll(roots.read(artifact(each), each, session).getManagedDependencies());
      }
    }
    for (String each : wanted.coordinates()) {
      if (!isBom(each)) roots.wanted.add(new Dependency(roots.versioned(each), JavaScopes.RUNTIME));
    }
    List<Exclusion> excluded = wanted.excluded().stream().map(Roots::exclusion).toList();
    roots.wanted.replaceAll(root -> root.setExclusions(both(root, excluded)));
    return roots;
  }

  private ArtifactDescriptorResult read(Artifact pom, String name, MimaResolver.Session session)
      throws MagicException {
    try {
      var request = new ArtifactDescriptorRequest(pom, repositories, null);
      return session.system().readArtifactDescriptor(session.session(), request);
    } catch (ArtifactDescriptorException e) {
      throw new MagicException(Failures.of(name, e));
    }
  }

  /** Coordinates without a version have the one that a BOM gives them. */
  private Artifact versioned(String coordinates) throws MagicException {
    if (coordinates.split(":").length != 2) return artifact(coordinates);
    for (Dependency each : managed) {
      Artifact artifact = each.getArtifact();
      String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
      boolean plain = artifact.getClassifier().isEmpty() && artifact.getExtension().equals("jar");
      if (plain && name.equals(coordinates)) return artifact;
    }
    throw new MagicException(
        coordinates
            + " has no version, and no BOM here gives it one; a BOM is group:artifact:pom:version");
  }

  private static boolean isBom(String coordinates) {
    String[] parts = coordinates.split(":");
    return parts.length == 4 && parts[2].equals("pom");
  }

  private static Artifact artifact(String coordinates) throws MagicException {
    try {
      return new DefaultArtifact(coordinates);
    } catch (IllegalArgumentException e) {
      throw new MagicException(
          coordinates
              + " names nothing: it should be group:artifact:version,"
              + " or group:artifact:extension:classifier:version");
    }
  }

  private static Exclusion exclusion(String name) {
    String[] parts = name.split(":");
    return new Exclusion(parts[0], parts[1], "*", "*");
  }

  private static List<Exclusion> both(Dependency root, List<Exclusion> more) {
    var all = new ArrayList<>(root.getExclusions());
    all.addAll(more);
    return all;
  }
}
