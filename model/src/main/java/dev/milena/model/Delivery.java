package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a command, or of one step of it. Never text.
 *
 * @param command id of the command
 * @param step which of its calls, counted from 1; 0: the command as a whole
 * @param steps how many calls it has
 * @param to where it went
 * @param result what is known
 * @param reason a word from a fixed vocabulary, see {@code docs/asyncapi.yaml}
 * @param retryAfterMs how long the platform wants to be left alone
 * @param messageIds what the platform calls the outcome
 * @param attempt how often it has been tried, counted from 1
 * @param at when
 * @param degraded what the platform could not show, each as {@code thing: what was done instead}
 * @param conversation where the chat has moved, for {@link Result#READDRESSED}
 * @param cause id of the event that brought the command about
 * @param withinMs for {@link Result#STARTED}: that long after {@code at} the call is surely over,
 *     even if nobody is left to say so. Absent in records of older versions
 */
public record Delivery(
    String command,
    int step,
    int steps,
    Address to,
    Result result,
    Optional<String> reason,
    Optional<Long> retryAfterMs,
    List<String> messageIds,
    int attempt,
    Instant at,
    List<String> degraded,
    Optional<String> conversation,
    Optional<String> cause,
    Optional<Long> withinMs) {

  /** The CloudEvents type. */
  public static final String TYPE = "dev.milena.delivery";

  /** What is known of a step. */
  public enum Result {
    /** A call that cannot be repeated is about to be made. Without a later record: unconfirmed. */
    @JsonProperty("started")
    STARTED,
    @JsonProperty("delivered")
    DELIVERED,
    /** Not delivered: the platform wants to be left alone for a while. Will be tried again. */
    @JsonProperty("throttled")
    THROTTLED,
    /** Not delivered: the request did not get there whole. Will be tried again. */
    @JsonProperty("unreached")
    UNREACHED,
    /** Not delivered, and trying again would not help. */
    @JsonProperty("rejected")
    REJECTED,
    /**
     * The platform has told by itself of a message that names the call: it was made, whatever
     * became of its answer. Written by the router; an outcome only for whoever is in doubt.
     */
    @JsonProperty("seen")
    SEEN,
    /** Nobody knows: the request went out and no answer came. */
    @JsonProperty("unconfirmed")
    UNCONFIRMED,
    /** Not delivered: the chat has moved. */
    @JsonProperty("readdressed")
    READDRESSED,
    /** Not delivered: the account is held until its record changes. */
    @JsonProperty("misconfigured")
    MISCONFIGURED,
    /** Set aside until someone acts. */
    @JsonProperty("parked")
    PARKED,
    /**
     * An operator has had it sent again: of what was written before, only what was delivered still
     * counts. {@code attempt} says which time that is, counted from 1.
     */
    @JsonProperty("replayed")
    REPLAYED,
    /** Not known to be done by its deadline; it is not tried any more. */
    @JsonProperty("expired")
    EXPIRED,
    /** Written by a newer version. */
    @JsonEnumDefaultValue
    @JsonProperty("other")
    OTHER;

    /** Whether the step needs no further call, by anyone, unless an operator acts. */
    public boolean isFinal() {
      return switch (this) {
        case DELIVERED, REJECTED, PARKED, EXPIRED -> true;
        case STARTED,
            SEEN,
            THROTTLED,
            UNREACHED,
            UNCONFIRMED,
            READDRESSED,
            MISCONFIGURED,
            REPLAYED,
            OTHER ->
            false;
      };
    }
  }

  public Delivery {
    Words.require(command, "command id");
    Words.requirePart(to, "address to");
    Words.requirePart(result, "result");
    Words.requirePart(at, "time at");
    messageIds = Lists.copy(messageIds);
    degraded = Lists.copy(degraded);
  }

  /** The CloudEvents id: one per thing learnt. */
  public String id() {
    return CommandIds.step(command, step)
        + "/"
        + attempt
        + "/"
        + result.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The Kafka key. */
  public String key() {
    return to.ref().key();
  }
}
