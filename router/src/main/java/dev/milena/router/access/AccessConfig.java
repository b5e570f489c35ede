package dev.milena.router.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access rules of the configuration. */
@ConfigMapping(prefix = "milena.access")
public interface AccessConfig {
  /**
   * By account: {@code platform/name}, {@code platform/*} or {@code *}{@code /*}; the closest one
   * counts alone. Of two for one account this one counts. Default: none, and so everybody may
   * write.
   */
  @WithParentName
  Map<String, AccessSettings> rules();

  /** Who may talk to an account. Ids are the platform's. */
  interface AccessSettings {
    /** Conversations; when set, only these. */
    Optional<List<String>> allowedChats();

    /** Senders; when set, only these. */
    Optional<List<String>> allowedSenders();

    /** Senders who may not, whatever else is set. */
    Optional<List<String>> deniedSenders();

    /** What who was turned away reads. Default: nothing. */
    Optional<String> denyMessage();
  }
}
