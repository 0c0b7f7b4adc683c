package flowlab.kernel.api;

import java.util.Map;

/** What a value looks like, by MIME type. */
public record Rendered(Map<String, Object> mimeBundle, Map<String, Object> mimeMetadata) {}
