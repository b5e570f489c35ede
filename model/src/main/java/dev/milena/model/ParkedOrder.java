package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What an operator wants done with a parked command. It goes down the lane of the command's
 * conversation and is carried out by whoever owns that lane. Holds no text: it says where the
 * command lies.
 *
 * <p>On Kafka it has the form of a command, so that an older egress takes it for a command of a
 * newer kind, and waits.
 *
 * @param id names the record and the kind; asked for again, it is the same
 * @param type what is to be done
 * @param to the conversation
 * @param asked when it was first asked for: nothing was done about it before
 * @param command id of the parked command
 * @param record key of the parked record
 * @param partition of {@code milena.parked} that it lies in
 * @param offset where it lies
 * @param replay how often the command will then have been played again; 0 for {@link Type#DROP}
 */
public record ParkedOrder(
    String id,
    Type type,
    Address to,
    Instant asked,
    String command,
    String record,
    int partition,
    long offset,
    int replay) {

  /** The kinds of orders. */
  public enum Type {
    /** Send it, before what is newer in its conversation. */
    @JsonProperty("parked.replay")
    REPLAY("parked.replay"),
    /** Never send it. */
    @JsonProperty("parked.drop")
    DROP("parked.drop");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As it stands in the data, and behind the prefix of all commands in the CloudEvents type. */
    public String word() {
      return word;
    }
  }

  public ParkedOrder {
    Words.require(id, "command id");
    Words.requirePart(type, "command type");
    Words.requirePart(to, "address to");
    Words.requirePart(asked, "time asked");
    Words.require(command, "command");
    Words.require(record, "key of the record");
  }

  /** The CloudEvents type. */
  public String ceType() {
    return Command.TYPE_PREFIX + type.word();
  }

  /** Whether a CloudEvents type is that of an order. */
  public static boolean isType(String ceType) {
    return ceType.equals(Command.TYPE_PREFIX + Type.REPLAY.word())
        || ceType.equals(Command.TYPE_PREFIX + Type.DROP.word());
  }

  /** The Kafka key. */
  public String key() {
    return to.ref().key();
  }
}
