package flowlab.nd;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * The class loader that ND4J looks for its backends with: it sees the one that was chosen. ND4J
 * itself takes the first that says it is available, CUDA before the processor, and to say so CUDA's
 * loads its native libraries.
 */
final class OneBackend extends ClassLoader {
  private static final String SERVICES = "META-INF/services/" + Nd4jBackend.class.getName();

  private final boolean cuda;

  OneBackend(ClassLoader parent, boolean cuda) {
    super(parent);
    this.cuda = cuda;
  }

  /** Whether the CUDA backend is on a class path at all. */
  static boolean hasCuda(ClassLoader loader) {
    return loader.getResource(CudaBuild.BACKEND.replace('.', '/') + ".class") != null;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> all = super.getResources(name);
    if (!name.equals(SERVICES)) return all;
    List<URL> chosen = new ArrayList<>();
    for (URL file : Collections.list(all)) {
      if (text(file).contains(CudaBuild.BACKEND) == cuda) chosen.add(file);
    }
    return Collections.enumeration(chosen);
  }

  private static String text(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
