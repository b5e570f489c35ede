package dev.milena.platform.webim;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is special to an account that is a robot operator.
 *
 * @param version {@code bot.version}: {@code 2.0} (default) or {@code 1.0}. Decides how an input is
 *     answered that names its version neither in the address nor in a header, and whether the
 *     account can send
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot (read 2026-11-21)</a>
 */
public record BotSettings(Version version) {
  static final BotSettings DEFAULT = new BotSettings(null);

  /** The two forms of the External Bot API. */
  public enum Version {
    /** Synchronous and given up by the vendor: answers travel in the reply to a call. */
    @JsonProperty("1.0")
    V1,
    /** Webim calls, is answered at once, and is called back. */
    @JsonProperty("2.0")
    V2
  }

  public BotSettings {
    version = version == null ? Version.V2 : version;
  }

  /** Whether there is anything to call. */
  boolean sends() {
    return switch (version) {
      case V1 -> false;
      case V2 -> true;
    };
  }
}
