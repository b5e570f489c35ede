package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads VK's answers. Nearly all come with status 200; what went wrong stands in {@code error} as a
 * number. Its text and the parameters that VK repeats there are never looked at: they may hold
 * somebody's words. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/reference/errors">Errors, read 2026-11-21</a>
 */
final class VkAnswers {
  /** What a step brought for a later one: its name, and behind it the number of the step. */
  static final String UPLOAD_URL = "upload_url";

  static final String SERVER = "server";
  static final String PHOTO = "photo";
  static final String HASH = "hash";
  static final String FILE = "file";
  static final String ATTACHMENT = "attachment";

  /** VK counts by the second, and does not say when it will be over. */
  private static final Duration TOO_OFTEN = Duration.ofSeconds(1);

  /** The same was said too often, or to too many: VK's own word is flood. */
  private static final Duration FLOOD = Duration.ofMinutes(1);

  /** The limits that it names so are counted by the day. */
  private static final Duration USED_UP = Duration.ofHours(1);

  private VkAnswers() {}

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    if (body.path("error").isObject()) {
      return refused(body.path("error"), answer);
    }
    if (answer.status() == 429) {
      return new Throttled(answer.retryAfter().orElse(TOO_OFTEN), Scope.ACCOUNT);
    }
    if (answer.status() >= 500) {
      return new Unconfirmed(Reasons.PLATFORM_ERROR);
    }
    if (answer.status() >= 400) {
      return Rejected.because(answer.status() == 413 ? Reasons.TOO_LARGE : Reasons.BAD_REQUEST);
    }
    return body.has("response") ? done(body.path("response")) : uploaded(body);
  }

  /** VK says how long in no header; what stands before it may. */
  private static DeliveryResult refused(JsonNode error, ApiAnswer answer) {
    DeliveryResult meaning = refused(error);
    return meaning instanceof Throttled(var usual, var scope)
        ? new Throttled(answer.retryAfter().orElse(usual), scope)
        : meaning;
  }

  /** What an error means: of a call, of one recipient, or of a part of {@code execute}. */
  static DeliveryResult refused(JsonNode error) {
    int code = error.path("error_code").asInt(error.path("code").asInt());
    return switch (code) {
      // Nobody says whether it was done before it went wrong.
      case 1, 10, 13, 36, 43 -> new Unconfirmed(Reasons.PLATFORM_ERROR);
      case 6 -> new Throttled(TOO_OFTEN, Scope.ACCOUNT);
      case 9 -> new Throttled(FLOOD, Scope.CONVERSATION);
      case 29 -> new Throttled(USED_UP, Scope.ACCOUNT);
      case 2, 3, 4, 5, 16, 27, 28, 34, 35, 38, 42, 101, 1114, 1116, 1117, 1118, 3609 ->
          new Misconfigured(Reasons.UNAUTHORIZED);
      case 8 -> invalid(error);
      // A person at a screen has to prove to be one; nobody does so here.
      case 14, 17, 24, 25, 3300, 3301, 3302, 3303, 3304, 11500 ->
          Rejected.because(Reasons.NOT_PERMITTED);
      case 15, 30, 200, 201, 203 -> Rejected.because(Reasons.NOT_PERMITTED);
      case 7, 20, 21, 23, 600, 912, 925, 1012 -> new Rejected(Reasons.NOT_PERMITTED, true);
      case 18, 37, 39, 113, 900, 901, 902, 935, 936, 939, 943, 944, 950, 987, 988, 3610, 3611 ->
          Rejected.because(Reasons.RECIPIENT_UNREACHABLE);
      // Somebody has to let the community back in.
      case 917, 922, 927, 932, 945, 946, 947, 962, 985 ->
          new Rejected(Reasons.CONVERSATION_GONE, true);
      case 104, 909, 920, 924, 949 -> Rejected.because(Reasons.MESSAGE_GONE);
      case 103, 300, 910, 913, 914, 940 -> Rejected.because(Reasons.TOO_LARGE);
      case 22, 105, 114, 118, 121, 129, 1160 -> Rejected.because(Reasons.FILE_UNAVAILABLE);
      case 33, 921, 942, 969, 970, 1009, 1010, 1011 -> Rejected.because(Reasons.UNSUPPORTED);
      default -> Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /** One number for a token that cannot be read and for a request that cannot. */
  private static DeliveryResult invalid(JsonNode error) {
    return words(error, "error_msg").filter(said -> said.contains("access_token")).isPresent()
        ? new Misconfigured(Reasons.UNAUTHORIZED)
        : Rejected.because(Reasons.BAD_REQUEST);
  }

  /** What a method gave. */
  static DeliveryResult done(JsonNode response) {
    if (response.isArray() && response.path(0).has("peer_id")) {
      return recipients(response);
    }
    if (response.has(UPLOAD_URL)) {
      return brought(Map.of(UPLOAD_URL, response.path(UPLOAD_URL).asText()));
    }
    if (response.isArray() && response.path(0).has("owner_id")) {
      return attachment("photo", response.path(0));
    }
    return words(response, "type")
        .filter(type -> response.path(type).has("owner_id"))
        .map(type -> attachment("doc", response.path(type)))
        .orElseGet(Delivered::unnamed);
  }

  /** Each recipient is told apart; ours are alone. */
  private static DeliveryResult recipients(JsonNode recipients) {
    List<JsonNode> reached =
        recipients.valueStream().filter(r -> !r.path("error").isObject()).toList();
    return reached.isEmpty()
        ? refused(recipients.path(0).path("error"))
        : new Delivered(
            reached.stream().map(VkFields::cmid).flatMap(Optional::stream).toList(), Map.of());
  }

  /** A voice message, too, hangs on a message as a document. */
  private static DeliveryResult attachment(String type, JsonNode file) {
    return id(file, "id")
        .<DeliveryResult>map(number -> {
          String handle = type + id(file, "owner_id").orElse("") + "_" + number;
          return brought(
              Map.of(
                  ATTACHMENT, words(file, "access_key").map(k -> handle + "_" + k).orElse(handle)));
        })
        .orElseGet(() -> new Unconfirmed(Reasons.PLATFORM_ERROR));
  }

  /** What a server for uploads says, which has a form of its own. */
  private static DeliveryResult uploaded(JsonNode body) {
    if (words(body, HASH).isPresent() && body.has(PHOTO)) {
      String photo = body.path(PHOTO).asText();
      // An empty list: the server took the bytes, and they are no picture.
      return photo.isBlank() || photo.equals("[]")
          ? Rejected.because(Reasons.FILE_UNAVAILABLE)
          : brought(
              Map.of(
                  PHOTO,
                  photo,
                  HASH,
                  body.path(HASH).asText(),
                  SERVER,
                  body.path(SERVER).asText()));
    }
    if (words(body, FILE).isPresent()) {
      return brought(Map.of(FILE, body.path(FILE).asText()));
    }
    return body.has("error")
        ? Rejected.because(Reasons.FILE_UNAVAILABLE)
        : new Unconfirmed(Reasons.PLATFORM_ERROR);
  }

  private static Delivered brought(Map<String, String> values) {
    return new Delivered(List.of(), values);
  }

  /**
   * What became of each call of one {@code execute}: what failed is {@code false} there, and why
   * stands in another list, in the same order.
   *
   * @param calls so many
   */
  static List<DeliveryResult> unpacked(JsonNode body, int calls) {
    JsonNode results = body.path("response");
    if (!results.isArray() || results.size() != calls) {
      return java.util.Collections.nCopies(calls, new Unconfirmed(Reasons.PLATFORM_ERROR));
    }
    java.util.Iterator<JsonNode> errors = each(body, "execute_errors").iterator();
    return results
        .valueStream()
        .map(result -> {
          if (!result.isBoolean() || result.booleanValue()) {
            return done(result);
          }
          return errors.hasNext()
              ? refused(errors.next())
              : new Unconfirmed(Reasons.PLATFORM_ERROR);
        })
        .toList();
  }

  /** Why there is no key for the Long Poll, and what to do about it. */
  static RuntimeException streamFailure(ApiAnswer answer) {
    return switch (classify(answer)) {
      case Misconfigured _ ->
          new StreamFailure(
              StreamFailure.Kind.MISCONFIGURED,
              "VK refuses the token; take one of this community's from Manage, API usage",
              Duration.ZERO);
      case Rejected _ ->
          new StreamFailure(
              StreamFailure.Kind.MISCONFIGURED,
              "VK does not let the community be listened to: switch the Long Poll on with ./milena vk set-long-poll, with a"
                  + " token that has the right manage",
              Duration.ZERO);
      case Throttled(var wait, var _) ->
          new StreamFailure(StreamFailure.Kind.THROTTLED, "VK asks to be left alone", wait);
      case DeliveryResult.Delivered _,
          DeliveryResult.Unreached _,
          Unconfirmed _,
          DeliveryResult.Readdressed _ ->
          new IllegalStateException("groups.getLongPollServer was answered " + answer.status());
    };
  }
}
