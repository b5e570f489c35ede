package dev.milena.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.CloudEvent;
import dev.milena.model.CommandIds;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Keys;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What goes in although nobody understands it, or nobody could hold it. */
final class Unmapped {
  /** The CloudEvents type of a parked input. */
  private static final String PARKED_TYPE = "dev.milena.parked.input";

  /**
   * What is kept of a body that is too large for Kafka: enough to tell what it is, and still small
   * with every byte written as an escape of six.
   */
  static final int BEGINNING_BYTES = 64 * 1024;

  /**
   * Longest name that a stub takes over from its event. No platform's ids are a tenth of that, and
   * Postgres cannot index more than 2,700 bytes.
   */
  private static final int NAME_MAX = 2000;

  private Unmapped() {}

  /**
   * The input as it came, for {@code milena.parked}. Its id comes from its bytes: a redelivery is
   * the same record.
   */
  static ProducerRecord<String, byte[]> park(AccountRef account, byte[] raw, String reasons) {
    String hash =
        HexFormat.of().formatHex(CommandIds.hash(Base64.getEncoder().encodeToString(raw)));
    String id = Keys.join(account.platform(), account.name(), hash);
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("cause", "unmapped")
            .put("reason", reasons)
            .put("platform", account.platform())
            .put("account", account.name())
            .put("body", new String(raw, StandardCharsets.UTF_8));
    CloudEvent envelope =
        new CloudEvent(
            id,
            "/" + account.key(),
            PARKED_TYPE,
            Optional.empty(),
            Optional.of(Instant.now()),
            Map.of("cause", "unmapped"),
            Json.bytes(data));
    ProducerRecord<String, byte[]> record = Records.toRecord(Topics.PARKED, id, envelope);
    Records.setAccount(record.headers(), account);
    return record;
  }

  /** The same event, saying only that it was too large: without names that are so themselves. */
  static Event oversized(Event event) {
    Optional<Conversation> where =
        event
            .conversation()
            .map(c ->
                new Conversation(
                    c.id(),
                    c.type(),
                    Optional.empty(),
                    Optional.empty(),
                    c.workspace(),
                    Optional.empty()))
            .filter(c -> c.ref(event.account()).key().length() <= NAME_MAX);
    Optional<Participant> who = event.sender().filter(s -> s.id().length() <= NAME_MAX / 3);
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("platform", event.account().platform())
            .put("account", event.account().name())
            .put("receivedAt", event.receivedAt().toString())
            .put("oversized", event.what().typeName());
    where.ifPresent(c -> data.set("conversation", Json.mapper().valueToTree(c)));
    return new Event(
        named(event.id()),
        event.account(),
        event.time(),
        event.receivedAt(),
        where,
        who,
        new Happening.Unmapped("message.oversized", data),
        event.expiresAt());
  }

  /** The same for the same event, and short. */
  private static String named(String id) {
    return id.length() <= NAME_MAX
        ? id
        : id.substring(0, id.indexOf('/') + 1)
            + "~"
            + HexFormat.of().formatHex(CommandIds.hash(id));
  }
}
