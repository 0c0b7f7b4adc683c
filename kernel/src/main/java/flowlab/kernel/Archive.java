package flowlab.kernel;

import flowlab.kernel.protocol.ConnectionFile;
import flowlab.kernel.protocol.Rehearsal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Makes the class-data archive that lets later starts skip loading and verifying classes: a second
 * virtual machine runs a short session and writes down at its end what it has loaded.
 */
final class Archive {
  private static final String REHEARSE = "--rehearse";

  private Archive() {}

  static void make(Path file) throws IOException, InterruptedException {
    int version = Runtime.version().feature();
    // JDK-8342303, fixed in 24: there an archive with old classes can crash after a redefinition.
    // The dynamic archive of 17 leaves those classes out; 18 to 23 are not known to.
    if (version > 17 && version < 24) return;
    Files.deleteIfExists(file);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(Predicate.not(Archive::aboutArchives))
        .forEach(command::add);
    // From 25 on also which methods were hot, so that they are compiled from the start (JEP 515).
    String output = version < 25 ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=";
    command.add(output + file.toAbsolutePath());
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=off", "-jar"));
    command.addAll(List.of(System.getProperty("java.class.path"), REHEARSE));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly();
  }

  static boolean isRehearsal(String argument) {
    return argument.equals(REHEARSE);
  }

  /** A short session. The archive is written when the virtual machine ends in the normal way. */
  static void rehearse() throws Exception {
    ConnectionFile file = Rehearsal.connection();
    Main.start(file);
    Rehearsal.play(
        file,
        List.of(
            "1+1",
            "int x = 5;",
            "var list = new ArrayList<Integer>(); for (int i = 0; i < 3; i++) list.add(i);",
            "list.stream().map(i -> i * 2).toList()",
            "int twice(int n) { return 2 * n; }",
            "int twice(int n) { return n + n; }",
            "record Point(double x, double y) {}\nnew Point(1, 2)",
            "new TreeMap<>(Map.of(1, 2.0))",
            "System.out.println(twice(x)); System.err.println();",
            "%time x",
            "undefined",
            "throw new IllegalStateException();"));
    System.exit(0);
  }

  private static boolean aboutArchives(String option) {
    return option.startsWith("-Xshare")
        || option.startsWith("-Xlog")
        || option.startsWith("-XX:SharedArchiveFile");
  }
}
