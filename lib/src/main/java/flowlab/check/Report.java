package flowlab.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several verdicts together, shown one below the other: {@code Check.all(…)}.
 *
 * @param verdicts in order
 */
public record Report(List<Verdict> verdicts) {
  public Report {
    verdicts = List.copyOf(verdicts);
  }

  /** Whether all hold. */
  public boolean passed() {
    return verdicts.stream().allMatch(Verdict::passed);
  }

  /**
   * This report, if all hold.
   *
   * @throws CheckFailed with those that do not
   */
  public Report orThrow() {
    if (!passed()) {
      throw new CheckFailed(
          verdicts.stream()
              .filter(v -> !v.passed())
              .map(Verdict::toString)
              .collect(Collectors.joining("\n")));
    }
    return this;
  }

  @Override
  public String toString() {
    return verdicts.stream().map(Verdict::toString).collect(Collectors.joining("\n"));
  }

  /** What a notebook shows. */
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", verdicts.stream().map(Verdict::html).collect(Collectors.joining()));
    bundle.put("text/plain", toString());
    return bundle;
  }
}
