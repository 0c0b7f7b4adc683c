package flowlab.kernel.maven;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Says what could not be found and where it was looked for. */
final class Failures {
  private Failures() {}

  static String of(DependencyResolutionException e, boolean offline) {
    Set<String> reasons = new LinkedHashSet<>();
    if (e.getResult() != null) {
      for (ArtifactResult each : e.getResult().getArtifactResults()) {
        if (!each.isResolved()) reasons.addAll(messages(each.getExceptions()));
      }
      reasons.addAll(messages(e.getResult().getCollectExceptions()));
    }
    if (reasons.isEmpty()) reasons.add(root(e));
    return "nothing was loaded: "
        + String.join("; ", reasons)
        + (offline ? "; without -o it would be looked for in the repositories" : "");
  }

  static String of(String name, Exception e) {
    return "nothing was loaded: " + name + " cannot be read: " + root(e);
  }

  private static List<String> messages(List<Exception> exceptions) {
    var messages = new ArrayList<String>();
    for (Exception each : exceptions) messages.add(root(each));
    return messages;
  }

  /** The innermost message names the repository; the outer ones repeat the coordinates. */
  private static String root(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null && last.getCause().getMessage() != null) last = last.getCause();
    String message = String.valueOf(last.getMessage());
    return e.getMessage() == null || message.contains(":") && message.length() > 40
        ? message
        : e.getMessage();
  }
}
