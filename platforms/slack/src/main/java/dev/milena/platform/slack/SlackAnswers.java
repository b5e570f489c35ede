package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.DeliveryResult.Unreached;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads Slack's answers. Nearly all come with status 200; whether the call was done stands in
 * {@code ok}, and why not in {@code error}, a word from a documented list. Pure.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/using-the-slack-web-api">Using the Web API,
 *     read 2026-11-21</a>
 */
final class SlackAnswers {
  /** Where Slack says "slow down" without saying how long; its limits count by the minute. */
  private static final Duration THROTTLE_UNSAID = Duration.ofSeconds(5);

  /** A workspace that has used up its messages gets more when time passes, or money. */
  private static final Duration USED_UP = Duration.ofMinutes(10);

  private static final Map<String, DeliveryResult> ERRORS = errors();

  private SlackAnswers() {}

  private static Map<String, DeliveryResult> errors() {
    Map<String, DeliveryResult> known = new HashMap<>();
    put(known, Delivered.unnamed(), "already_reacted", "no_reaction", "already_in_channel");
    put(
        known,
        new Misconfigured(Reasons.UNAUTHORIZED),
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "org_login_required",
        "not_allowed_token_type",
        "team_access_not_granted",
        "app_access_restricted");
    put(
        known,
        new Rejected(Reasons.NOT_PERMITTED, true),
        "missing_scope",
        "no_permission",
        "access_denied",
        "not_in_channel",
        "ekm_access_denied",
        "method_deprecated",
        "deprecated_endpoint",
        "messages_tab_disabled",
        "two_factor_setup_required",
        "cannot_dm_bot",
        "is_bot");
    put(
        known,
        Rejected.because(Reasons.CONVERSATION_GONE),
        "channel_not_found",
        "channel_is_archived",
        "is_archived",
        "is_inactive",
        "no_dual_broadcast_content_update",
        "team_not_found");
    put(
        known,
        Rejected.because(Reasons.RECIPIENT_UNREACHABLE),
        "user_not_found",
        "users_not_found",
        "user_not_in_channel",
        "user_disabled",
        "user_not_visible");
    put(
        known,
        Rejected.because(Reasons.MESSAGE_GONE),
        "message_not_found",
        "cant_update_message",
        "cant_delete_message",
        "edit_window_closed",
        "thread_not_found",
        "bad_timestamp",
        "no_item_specified");
    put(
        known,
        Rejected.because(Reasons.TOO_LARGE),
        "msg_too_long",
        "msg_blocks_too_long",
        "too_many_attachments",
        "file_upload_size_restricted",
        "file_too_large",
        "metadata_too_large",
        "view_too_large");
    put(
        known,
        Rejected.because(Reasons.UNREADABLE_FORMATTING),
        "invalid_blocks",
        "invalid_blocks_format",
        "markdown_text_conflict");
    put(
        known,
        Rejected.because(Reasons.UNSUPPORTED),
        "invalid_name",
        "not_reactable",
        "too_many_emoji",
        "too_many_reactions",
        "cannot_reply_to_message",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_file_upload_sharing_blocked");
    put(
        known,
        Rejected.because(Reasons.TOO_LATE),
        "expired_trigger_id",
        "exchanged_trigger_id",
        "invalid_trigger_id",
        "trigger_expired",
        "used_url",
        "expired_url");
    put(
        known,
        Rejected.because(Reasons.FILE_UNAVAILABLE),
        "file_not_found",
        "file_deleted",
        "posting_to_channel_denied",
        "storage_limit_reached",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "blocked_file_type");
    put(
        known,
        new Throttled(THROTTLE_UNSAID, Scope.CONVERSATION),
        "ratelimited",
        "rate_limited",
        "external_channel_migrating");
    put(known, new Throttled(USED_UP, Scope.ACCOUNT), "message_limit_exceeded", "accesslimited");
    put(
        known,
        new Unreached(Reasons.PLATFORM_ERROR),
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "update_failed");
    // Slack's own words: something of the call may have been done.
    put(known, new Unconfirmed(Reasons.PLATFORM_ERROR), "internal_error", "fatal_error");
    return Map.copyOf(known);
  }

  private static void put(
      Map<String, DeliveryResult> known, DeliveryResult meaning, String... errors) {
    Stream.of(errors).forEach(error -> known.put(error, meaning));
  }

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    if (answer.status() == 429) {
      return new Throttled(retryAfter(answer), Scope.CONVERSATION);
    }
    if (body.path("ok").isBoolean()) {
      return body.path("ok").asBoolean()
          ? done(body)
          : refused(body.path("error").asText(), answer);
    }
    return answer.status() < 300 ? Delivered.unnamed() : withoutWord(answer);
  }

  /** Addresses for answers and uploads speak plain text; a proxy on the way may say anything. */
  private static DeliveryResult withoutWord(ApiAnswer answer) {
    int status = answer.status();
    String said = answer.body().length() <= 200 ? answer.body().toString().strip() : "";
    DeliveryResult known = ERRORS.get(said);
    if (known != null) {
      return known;
    }
    return switch (status) {
      case 401, 403 -> new Rejected(Reasons.NOT_PERMITTED, true);
      case 404, 410 -> Rejected.because(Reasons.TOO_LATE);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      default ->
          status >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  private static DeliveryResult refused(String error, ApiAnswer answer) {
    DeliveryResult known = ERRORS.get(error);
    if (known instanceof Throttled throttled && answer.headers().contains("Retry-After")) {
      return new Throttled(retryAfter(answer), throttled.scope());
    }
    if (known != null) {
      return known;
    }
    if (error.startsWith("restricted_action_thread")) {
      return Rejected.because(Reasons.MESSAGE_GONE);
    }
    if (error.startsWith("restricted_action")) {
      return new Rejected(Reasons.NOT_PERMITTED, true);
    }
    return answer.status() >= 500
        ? new Unconfirmed(Reasons.PLATFORM_ERROR)
        : Rejected.because(Reasons.BAD_REQUEST);
  }

  /** A call names a message where the answer shows it; what was deleted shows none. */
  private static DeliveryResult done(JsonNode body) {
    if (body.has(SlackUpload.URL)) {
      return new Delivered(
          List.of(),
          Map.of(
              SlackUpload.URL,
              body.path(SlackUpload.URL).asText(),
              SlackUpload.FILE,
              body.path(SlackUpload.FILE).asText()));
    }
    if (body.path("file").isObject()) {
      return shown(body.path("file"));
    }
    return body.path("message").isObject()
        ? id(body, "ts").map(Delivered::as).orElseGet(Delivered::unnamed)
        : Delivered.unnamed();
  }

  /** Where a file is shown, once Slack has processed it. */
  private static DeliveryResult shown(JsonNode file) {
    Optional<String> ts =
        Stream.of("public", "private")
            .flatMap(kind -> file.path("shares").path(kind).valueStream())
            .flatMap(JsonNode::valueStream)
            .flatMap(share -> id(share, "ts").stream())
            .findFirst();
    return ts.<DeliveryResult>map(Delivered::as)
        .orElseGet(() -> new Unconfirmed(Reasons.NO_ANSWER));
  }

  static Duration retryAfter(ApiAnswer answer) {
    return answer.retryAfter().orElse(THROTTLE_UNSAID);
  }
}
