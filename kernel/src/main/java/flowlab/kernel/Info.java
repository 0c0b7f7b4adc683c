package flowlab.kernel;

import flowlab.kernel.protocol.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who this kernel is: the answer to {@code kernel_info_request}. */
final class Info {
  private Info() {}

  static void answer(Request request) {
    String java = System.getProperty("java.version");
    var language = new LinkedHashMap<String, Object>();
    // no version: front ends write this into the notebook, which on another JDK would be changed by
    // opening it; the banner has it
    language.put("name", "java");
    language.put("mimetype", "text/x-java");
    language.put("file_extension", ".jshell");
    language.put("pygments_lexer", "java");
    language.put("codemirror_mode", "text/x-java");
    var reply = new LinkedHashMap<String, Object>();
    reply.put("status", "ok");
    reply.put("protocol_version", "5.5");
    reply.put("implementation", "flowlab");
    reply.put("implementation_version", version());
    reply.put("language_info", language);
    reply.put("banner", "Flowlab " + version() + " · Java " + java);
    reply.put("debugger", true);
    reply.put("supported_features", List.of("debugger", "kernel subshells"));
    reply.put("help_links", List.of(link("Java API", api())));
    request.reply(reply);
  }

  private static String version() {
    String version = Info.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  private static String api() {
    return "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/";
  }

  private static Map<String, Object> link(String text, String url) {
    return Map.of("text", text, "url", url);
  }
}
