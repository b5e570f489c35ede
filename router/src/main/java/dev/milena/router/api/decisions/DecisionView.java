package dev.milena.router.api.decisions;

import dev.milena.router.decisions.Decision.Outcome;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Decision",
    description = "Why an event went nowhere. Ids and reasons, never what was said.")
record DecisionView(
    @Schema(examples = "chat/7770001/789/42/created") String event,
    @Schema(examples = "chat/support") String account,
    @Schema(examples = "chat/support/789") Optional<String> conversation,
    @Schema(description = "The platform's id of who spoke.") Optional<String> sender,
    @Schema(examples = "denied") String outcome,
    @Schema(examples = "sender_denied") String reason,
    @Schema(description = "The rule or route that said so.", examples = "chat/*")
        Optional<String> rule,
    @Schema(description = "The same in words.") String explanation,
    @Schema(description = "Whether the sender was told.") boolean told,
    Instant at) {

  static String explanation(String outcome) {
    try {
      return explanation(Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return "A newer version of the hub decided it, for a reason that this one does not know.";
    }
  }

  private static String explanation(Outcome outcome) {
    return switch (outcome) {
      case DENIED -> "An access rule turned the sender away: see GET /api/v1/access.";
      case UNROUTED ->
          "No link and no route took it, or nobody could be reached: see GET /api/v1/routes and GET /api/v1/links.";
      case EXPIRED -> "It came so late that the platform would not have taken the answer any more.";
      case OVERTAKEN -> "It tells of a message what later news has overtaken.";
      case ECHO -> "The hub had written it itself.";
      case LOOP -> "Programs were answering each other: more than a person can read in a minute.";
      case UNKNOWN_VISITOR ->
          "Somebody at a desk wrote in a conversation that no visitor is linked to. It is parked.";
      case UNKNOWN_PLATFORM ->
          "It leads to a platform that the hub has no account of. It is parked.";
      case UNKNOWN_TOPIC ->
          "A route leads it to a topic that cannot be written to. It is parked; the router's log says more.";
      case TOO_LARGE -> "It would become a record that Kafka does not take. It is parked.";
      case POISON -> "The event cannot be processed. It is parked; the router's log says more.";
    };
  }
}
