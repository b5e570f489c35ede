package dev.milena.router.api.access;

import dev.milena.router.api.Words;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "AccessRuleBody",
    description = "Who may talk to an account. Ids are the platform's.")
record RuleBody(
    @Schema(description = "Conversations; when any is named, only these.", examples = "[\"-1001\"]")
        @Size(max = RuleBody.IDS_MAX, message = RuleBody.IDS_SAYS)
        List<@Size(min = 1, max = Words.ID_MAX, message = RuleBody.ID_SAYS) String> allowedChats,
    @Schema(description = "Senders; when any is named, only these.", examples = "[\"123456\"]")
        @Size(max = RuleBody.IDS_MAX, message = RuleBody.IDS_SAYS)
        List<@Size(min = 1, max = Words.ID_MAX, message = RuleBody.ID_SAYS) String> allowedSenders,
    @Schema(description = "Senders who may not, whatever the other lists say.")
        @Size(max = RuleBody.IDS_MAX, message = RuleBody.IDS_SAYS)
        List<@Size(min = 1, max = Words.ID_MAX, message = RuleBody.ID_SAYS) String> deniedSenders,
    @Schema(
            description = "What who was turned away reads; absent: nothing.",
            examples = "This bot is for members only.")
        Optional<@Size(max = RuleBody.MESSAGE_MAX, message = "may have 1000 characters") String>
            denyMessage) {

  /** Every router keeps all rules in memory: this many ids are some hundred KB. */
  static final int IDS_MAX = 5_000;

  static final String IDS_SAYS = "may have 5000 entries";
  static final String ID_SAYS = "must have 1 to 256 characters";

  /** Fits into one message on every platform. */
  static final int MESSAGE_MAX = 1_000;

  RuleBody {
    allowedChats = allowedChats == null ? List.of() : List.copyOf(allowedChats);
    allowedSenders = allowedSenders == null ? List.of() : List.copyOf(allowedSenders);
    deniedSenders = deniedSenders == null ? List.of() : List.copyOf(deniedSenders);
  }
}
