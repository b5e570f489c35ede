package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.BaseUrl;
import dev.milena.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a linked number. Messages of refusals say which setting is wrong and what to do,
 * never its value.
 *
 * @param url where its sidecar is
 * @param token with which the hub reads and writes
 * @param number the linked number: digits with the country code. What the sidecar says of another
 *     one is not taken
 * @param adminToken with which an operator links and unlinks phones; the hub needs it for nothing
 *     else
 * @param pollTimeout longest wait of one question for events. Keep it below the idle timeout of any
 *     proxy between
 */
record WhatsAppQrAccount(
    @JsonPropertyDescription(
            "Address of the sidecar. Linking a number to a program is against WhatsApp's terms: it can be banned for good")
        URI url,
    @Secret @JsonPropertyDescription("The sidecar's WHATSAPP_QR_TOKEN") String token,
    @JsonPropertyDescription("The linked number with its country code, digits only") String number,
    @Secret
        @JsonPropertyDescription(
            "The sidecar's WHATSAPP_QR_ADMIN_TOKEN, where phones are linked by ./milena")
        Optional<String> adminToken,
    @JsonPropertyDescription("Longest wait of one question for events, 1s to 50s")
        Duration pollTimeout) {

  /** The sidecar's own cap is a little above. */
  private static final Duration POLL_TIMEOUT_MAX = Duration.ofSeconds(50);

  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(25);

  /** What the sidecar asks of its tokens. */
  private static final int SECRET_MIN = 16;

  /** E.164 without its plus. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{6,14}");

  WhatsAppQrAccount {
    url = BaseUrl.of(url, "url", "the address of the sidecar", "http://127.0.0.1:8090");
    if (token == null || token.length() < SECRET_MIN) {
      throw new IllegalArgumentException(
          "'token' must be the sidecar's WHATSAPP_QR_TOKEN, at least 16 characters");
    }
    if (number == null || !NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException(
          "'number' must be the linked number with its country code, digits only");
    }
    adminToken = adminToken == null ? Optional.empty() : adminToken;
    pollTimeout = pollTimeout == null ? POLL_TIMEOUT : pollTimeout;
    if (pollTimeout.toSeconds() < 1 || pollTimeout.compareTo(POLL_TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException("'poll-timeout' must be between 1s and 50s");
    }
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static WhatsAppQrAccount of(Account account) {
    return account.as(WhatsAppQrAccount.class);
  }

  /** The number as WhatsApp addresses it. */
  String address() {
    return number + WhatsAppQrChats.BY_NUMBER;
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "WhatsAppQrAccount[" + number + "]";
  }
}
