package dev.milena.platform;

import dev.milena.model.Account;
import dev.milena.model.Attachment;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Opens files that only the account that received them can fetch. */
public interface Media {
  /** Key of the platform. */
  String platform();

  /**
   * Starts fetching a file. The bytes flow as they are asked for; nothing is kept.
   *
   * <p>Fails with {@link UnavailableException} when the platform does not have it any more or it is
   * too large.
   *
   * @param file with {@link Attachment#id()}
   */
  Uni<Opened> open(Account account, Attachment file);

  /**
   * A file on its way.
   *
   * @param mime media type, if the platform or the attachment says so
   * @param sizeBytes if known before the end
   * @param name file name, if known
   * @param bytes to be consumed once
   */
  record Opened(
      Optional<String> mime, Optional<Long> sizeBytes, Optional<String> name, Multi<Buffer> bytes) {
    /** The same, called as the message called it: platforms serve files without names or kinds. */
    public Opened as(Attachment file) {
      return new Opened(
          file.mime().or(this::mime),
          sizeBytes.or(file::sizeBytes),
          file.name().or(this::name),
          bytes);
    }
  }

  /** The file cannot be had; the message says why and names no secret. */
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For an attachment that does not say by what to open it. */
    public static UnavailableException withoutHandle() {
      return new UnavailableException("The attachment has no handle to open it by");
    }

    public UnavailableException(String message) {
      super(message, null, false, false);
    }
  }
}
