package dev.milena.router.api.parked;

import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Refs;
import dev.milena.router.api.Words;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which parked work is meant: all of it that fits every part that is given.
 *
 * @param since set aside then or later
 * @param until set aside before then
 */
@Schema(
    name = "ParkedFilter",
    description = "Which parked work is meant. Parts that are left out fit everything.")
record ParkedFilter(
    @Schema(examples = "chat")
        Optional<@Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String> platform,
    @Schema(description = "`platform/name`.", examples = "chat/support")
        Optional<@Size(max = Words.KEY_MAX, message = "may have 512 characters") String> account,
    @Schema(description = "`platform/account/[workspace/]id`.", examples = "chat/support/789")
        Optional<@Size(max = Words.KEY_MAX, message = "may have 512 characters") String>
            conversation,
    @Schema(description = "Why it was set aside, in a fixed word.", examples = "horizon")
        Optional<
                @Pattern(
                    regexp = "[a-z_]{1,64}",
                    message = "must be a word of small letters and underscores")
                String>
            cause,
    @Schema(description = "Set aside then or later.") Optional<Instant> since,
    @Schema(description = "Set aside before then.") Optional<Instant> until) {

  /** As a condition on the table, whose parameters {@link #arguments} gives. */
  static final String CONDITION =
      """
      ($1::text IS NULL OR platform = $1) AND ($2::text IS NULL OR account = $2) AND ($3::text IS NULL OR conversation = $3)
       AND ($4::text IS NULL OR cause = $4) AND ($5::timestamptz IS NULL OR parked_at >= $5)
       AND ($6::timestamptz IS NULL OR parked_at < $6)
      """;

  ParkedFilter {
    platform = platform == null ? Optional.empty() : platform;
    account = account == null ? Optional.empty() : account;
    conversation = conversation == null ? Optional.empty() : conversation;
    cause = cause == null ? Optional.empty() : cause;
    since = since == null ? Optional.empty() : since;
    until = until == null ? Optional.empty() : until;
  }

  /** Fails with a problem where a part cannot be read. */
  Tuple arguments() {
    return Tuple.tuple()
        .addString(platform.orElse(null))
        .addString(account.map(a -> Refs.account("account", a).key()).orElse(null))
        .addString(conversation.map(c -> Refs.conversation("conversation", c).key()).orElse(null))
        .addString(cause.orElse(null))
        .addOffsetDateTime(since.map(t -> t.atOffset(ZoneOffset.UTC)).orElse(null))
        .addOffsetDateTime(until.map(t -> t.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  /** So that nobody acts on everything by leaving something out. */
  void requireAPart() {
    if (Stream.of(platform, account, conversation, cause, since, until)
        .allMatch(Optional::isEmpty)) {
      throw ProblemException.invalid(
          "body",
          "must say which: platform, account, conversation, cause, since or until. For everything give since 1970-01-01T00:00:00Z");
    }
  }
}
