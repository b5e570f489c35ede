package dev.milena.platform.http;

import dev.milena.model.Attachment;
import java.util.Optional;

/** Files as they are told of to a service and by it: by address, never by a handle. Pure. */
final class HttpFiles {
  private HttpFiles() {}

  /**
   * Without the handle: outside it is of no use, and from outside it could name somebody else's
   * file.
   */
  static Attachment bare(Attachment a) {
    return new Attachment(
        a.type(),
        Optional.empty(),
        a.url(),
        Optional.empty(),
        a.name(),
        a.mime(),
        a.sizeBytes(),
        a.width(),
        a.height(),
        a.duration(),
        a.place(),
        a.value());
  }
}
