package flowlab.kernel.magic;

import flowlab.kernel.api.Children;
import flowlab.kernel.cell.Magic;
import flowlab.kernel.cell.MagicException;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** {@code !command} and {@code %env}. */
final class Command {
  private Command() {}

  /** Runs a command; its output is the cell's. */
  static Outcome run(Shell shell, String command)
      throws IOException, InterruptedException, MagicException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> words =
        windows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", passable(command));
    return run(shell, words);
  }

  /** Runs lines in a shell of the system. */
  static Outcome script(Shell shell, String interpreter, String lines)
      throws IOException, InterruptedException, MagicException {
    return run(shell, List.of(interpreter, "-c", passable(lines)));
  }

  /** It has no input to wait for; its output is copied beside, so that stop finds a mere wait. */
  private static Outcome run(Shell shell, List<String> words)
      throws IOException, InterruptedException, MagicException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    Process process =
        Children.start(builder.redirectInput(Redirect.INHERIT).redirectOutput(Redirect.INHERIT));
    shell.enter();
    try {
      int status = process.waitFor();
      if (status != 0) throw new MagicException("the command ended with status " + status);
      return Magic.NOTHING;
    } finally {
      shell.leave();
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  /** Java hands over arguments in the locale's encoding, which may be ASCII: then byte by byte. */
  private static String passable(String command) {
    boolean passes = System.getProperty("sun.jnu.encoding", "UTF-8").equals("UTF-8");
    if (passes || command.chars().allMatch(c -> c < 128)) return command;
    var bytes = new StringBuilder();
    for (byte b : command.getBytes(StandardCharsets.UTF_8)) {
      bytes.append(String.format("\\%03o", b & 0xFF));
    }
    return "eval \"$(printf '" + bytes + "')\"";
  }

  static Outcome environment(String name) throws MagicException {
    if (name.isEmpty()) {
      new TreeMap<>(System.getenv()).forEach((key, value) -> System.out.println(key + "=" + value));
      return Magic.NOTHING;
    }
    if (name.matches("\\w+\\s*[=\\s].*")) {
      throw new MagicException(
          "Java cannot change its environment: set it before Jupyter starts, or for one command,"
              + " !NAME=value command");
    }
    String value = System.getenv(name);
    if (value == null) throw new MagicException("there is no variable " + name + " here");
    return new Outcome.Value(value);
  }
}
