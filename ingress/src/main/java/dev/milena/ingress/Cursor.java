package dev.milena.ingress;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.CloudEvent;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where the stream of an account stands, and who runs it.
 *
 * @param platform key of the platform
 * @param account local name
 * @param ownId the account's own id at the platform: a cursor of another bot under the same name is
 *     not ours
 * @param epoch grows with every owner; who sees a later one than its own yields
 * @param owner names the process
 * @param position the platform's cursor; absent where the platform keeps it
 */
record Cursor(
    String platform,
    String account,
    String ownId,
    long epoch,
    String owner,
    Optional<String> position) {
  private static final String TYPE = "dev.milena.cursor";

  Cursor {
    if (platform == null || account == null || ownId == null || owner == null) {
      throw new IllegalArgumentException("A cursor names its account and its owner");
    }
  }

  /**
   * Whether this one counts where both are known. Of two owners that claimed an account at one
   * moment, without having seen each other, both must prefer the same one: else both would yield.
   */
  boolean supersedes(Cursor other) {
    return epoch > other.epoch || epoch == other.epoch && owner.compareTo(other.owner) >= 0;
  }

  AccountRef ref() {
    return new AccountRef(platform, account);
  }

  Cursor at(Optional<String> newPosition) {
    return new Cursor(platform, account, ownId, epoch, owner, newPosition.or(() -> position));
  }

  ProducerRecord<String, byte[]> record() {
    CloudEvent envelope =
        new CloudEvent(
            ref().key() + "/" + epoch,
            "/milena/ingress",
            TYPE,
            Optional.of(ref().key()),
            Optional.of(Instant.now()),
            Map.of(),
            Json.bytes(this));
    return Records.toRecord(Topics.CURSORS, ref().key(), envelope);
  }

  /** Empty for a tombstone, and for what has a form that we cannot read. */
  static Optional<Cursor> read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Json.tree(record.value()), Cursor.class));
    } catch (Json.UnreadableException e) {
      return Optional.empty();
    }
  }
}
