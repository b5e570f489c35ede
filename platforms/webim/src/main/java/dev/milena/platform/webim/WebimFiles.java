package dev.milena.platform.webim;

import dev.milena.model.Attachment;
import java.util.Optional;

/**
 * Reads a file that Webim names by its address. Whether that address asks for credentials is not
 * public. Pure.
 */
final class WebimFiles {
  private WebimFiles() {}

  /**
   * @param url absolute, or a path of the installation
   */
  static Attachment read(
      String baseUrl,
      String url,
      Optional<String> name,
      Optional<String> mime,
      Optional<String> size) {
    return Attachment.of(FileNames.type(mime))
        .name(name.orElse(null))
        .mime(mime.orElse(null))
        .sizeBytes(size.filter(s -> s.matches("[0-9]{1,18}")).map(Long::valueOf).orElse(null))
        .build()
        .at(url.startsWith("/") && !url.startsWith("//") ? baseUrl + url : url);
  }
}
