package dev.milena.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.CloudEvent;
import dev.milena.model.CommandIds;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Keys;
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

  /** The same event, saying only that it was too large. */
  static Event oversized(Event event) {
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("platform", event.account().platform())
            .put("account", event.account().name())
            .put("receivedAt", event.receivedAt().toString())
            .put("oversized", event.what().typeName());
    event.conversation().ifPresent(c -> data.set("conversation", Json.mapper().valueToTree(c)));
    return new Event(
        event.id(),
        event.account(),
        event.time(),
        event.receivedAt(),
        event.conversation(),
        event.sender(),
        new Happening.Unmapped("message.oversized", data),
        event.expiresAt());
  }
}
