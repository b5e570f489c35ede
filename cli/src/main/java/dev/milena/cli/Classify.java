package dev.milena.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Kept;
import jakarta.enterprise.context.Dependent;
import java.util.function.BiConsumer;
import picocli.CommandLine;

/** Shows what egress would make of a platform's answers. */
@Dependent
@CommandLine.Command(
    name = "classify",
    description = "Shows what egress makes of a platform's answers, one JSON line for each file.")
class Classify extends FileCommand {
  Classify(Platforms platforms, AccountsOfFile configured) {
    super(platforms, configured);
  }

  @Override
  BiConsumer<byte[], ObjectNode> reader() {
    if (!(platforms.connector(platform) instanceof HttpConnector connector)) {
      throw new IllegalArgumentException(
          "The platform '" + platform + "' does not answer over HTTP");
    }
    return (input, row) -> describe(connector.classify(Kept.answer(input)), row);
  }

  private static void describe(DeliveryResult result, ObjectNode row) {
    switch (result) {
      case DeliveryResult.Delivered delivered -> row.put("class", "delivered");
      case DeliveryResult.Throttled throttled ->
          row.put("class", "retryable")
              .put("retryAfterMs", throttled.retryAfter().toMillis())
              .put("reason", "throttled");
      case DeliveryResult.Unreached unreached ->
          row.put("class", "retryable").put("reason", unreached.reason());
      case DeliveryResult.Unconfirmed unconfirmed ->
          row.put("class", "retryable").put("reason", unconfirmed.reason());
      case DeliveryResult.Rejected rejected ->
          row.put("class", rejected.operatorNeeded() ? "configuration" : "permanent")
              .put("reason", rejected.reason());
      case DeliveryResult.Misconfigured wrong ->
          row.put("class", "configuration").put("reason", wrong.reason());
      case DeliveryResult.Readdressed moved ->
          row.put("class", "readdress").put("reason", "conversation_moved");
    }
  }
}
