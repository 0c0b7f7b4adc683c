package flowlab.kernel.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/**
 * POM files that stand in no repository, under made-up coordinates, so that Maven reads them as it
 * reads all others: with their parents, properties, profiles and BOMs.
 */
final class PomFiles implements WorkspaceReader {
  private static final String GROUP = "flowlab.notebook";

  private final WorkspaceRepository repository = new WorkspaceRepository("notebook");
  private final List<Path> files;

  PomFiles(List<Path> files) {
    this.files = files;
  }

  /** What to ask for. */
  List<Artifact> artifacts() {
    return files.stream().<Artifact>map(file -> artifact(files.indexOf(file))).toList();
  }

  Path file(Artifact artifact) {
    return files.get(Integer.parseInt(artifact.getArtifactId()));
  }

  private static Artifact artifact(int index) {
    return new DefaultArtifact(GROUP, String.valueOf(index), "pom", "1");
  }

  @Override
  public WorkspaceRepository getRepository() {
    return repository;
  }

  @Override
  public @Nullable File findArtifact(Artifact artifact) {
    return artifact.getGroupId().equals(GROUP) ? file(artifact).toFile() : null;
  }

  @Override
  public List<String> findVersions(Artifact artifact) {
    return List.of();
  }
}
