package dev.milena.router.api.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "DeliveryStatus", description = "What became of a message.")
record DeliveryView(
    @Schema(description = "As it was asked for.") String id,
    State state,
    @Schema(
            description = "Why nothing was sent, where the state is `dropped`.",
            examples = "person_unreachable")
        Optional<String> reason,
    @Schema(
            description =
                "One for each conversation that it goes to; empty until something is known.")
        List<Part> deliveries) {

  /** How far it has come. */
  @Schema(
      name = "DeliveryState",
      description =
          """
          `waiting`: the router has it, nothing is known of it yet. `underway`: it is being tried. `delivered`: all of it. \
          `partly`: some conversations have it and some will not. `failed`: it will not arrive unless somebody acts. \
          `dropped`: the router sent nothing, see `reason`.\
          """)
  enum State {
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("underway")
    UNDERWAY,
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("partly")
    PARTLY,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("dropped")
    DROPPED
  }

  @Schema(name = "Delivery", description = "What is known of it in one conversation.")
  record Part(
      @Schema(description = "Id of the command.") String command,
      @Schema(examples = "chat/support/789") String conversation,
      @Schema(
              description =
                  "`delivered`, `throttled`, `unreached`, `rejected`, `unconfirmed`, `readdressed`, `misconfigured`, `parked`, "
                      + "`replayed` or `expired`.",
              examples = "delivered")
          String result,
      @Schema(description = "Why, in a fixed word.") Optional<String> reason,
      @Schema(description = "The call that this is about, counted from 1; 0: all of it.") int step,
      @Schema(description = "How many calls it takes.") int steps,
      @Schema(description = "How often that call was tried.") int attempt,
      @Schema(description = "What the platform could not show, and what was done instead.")
          List<String> degraded,
      @Schema(description = "What the platform calls it.", examples = "[\"42\"]")
          List<String> messageIds,
      Instant at) {}
}
