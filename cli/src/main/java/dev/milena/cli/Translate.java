package dev.milena.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import dev.milena.platform.Translation;
import jakarta.enterprise.context.Dependent;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Shows the events that inputs of a platform become. */
@Dependent
@CommandLine.Command(
    name = "translate",
    description =
        "Shows the events that a platform's payloads become, one JSON line for each file.")
class Translate extends FileCommand {
  Translate(Platforms platforms, AccountsOfFile configured) {
    super(platforms, configured);
  }

  @Override
  BiConsumer<byte[], ObjectNode> reader() {
    Rehearsal rehearsal = platforms.rehearsal(platform);
    Account account = account();
    return (input, row) -> describe(rehearsal.read(account, input), row);
  }

  private static void describe(Rehearsal.Reading reading, ObjectNode row) {
    switch (reading) {
      case Rehearsal.Reading.Control control ->
          row.put("outcome", "control").put("reason", control.reason());
      case Rehearsal.Reading.Received received -> describe(received.reception(), row);
    }
  }

  private static void describe(Reception reception, ObjectNode row) {
    switch (reception) {
      case Reception.Accepted accepted -> accepted(accepted, row);
      case Reception.Answered answered -> {
        row.put("outcome", "answered");
        row.set("reply", reply(answered.reply()));
      }
      case Reception.Refused refused ->
          row.put("outcome", "refused")
              .put("reason", refused.cause() + ": " + refused.explanation());
    }
  }

  private static void accepted(Reception.Accepted accepted, ObjectNode row) {
    Translation translation = accepted.translation();
    row.put("outcome", translation.events().isEmpty() ? "ignored" : "accepted");
    row.set("reply", reply(accepted.reply()));
    ArrayNode events = row.putArray("events");
    translation.events().forEach(e -> events.add(Envelopes.structured(Envelopes.wrap(e))));
    if (!translation.skipped().isEmpty()) {
      row.put(
          "reason",
          translation.skipped().stream()
              .map(Translation.Skipped::reason)
              .collect(Collectors.joining(", ")));
    }
  }

  private static ObjectNode reply(Reply reply) {
    ObjectNode node = Json.mapper().createObjectNode().put("status", reply.status());
    node.set("headers", Json.mapper().valueToTree(reply.headers()));
    return node.put("body", reply.body().toString());
  }
}
