package dev.milena.router.api.access;

import dev.milena.router.access.Verdict;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccessAnswer", description = "Whether they may, and what says so.")
record Answer(
    boolean allowed,
    @Schema(
            description =
                "`allowed`, `no_rule`, `chat_not_allowed`, `sender_not_allowed` or `sender_denied`.",
            examples = "sender_denied")
        String reason,
    @Schema(
            description = "The rule that was asked; absent: no rule fits, and all may.",
            examples = "chat/*")
        Optional<String> rule,
    @Schema(description = "What they would read; absent: nothing.") Optional<String> denyMessage) {

  /**
   * @param asked the rule that counts for the account, if there is one
   */
  static Answer of(Verdict verdict, Optional<String> asked) {
    return switch (verdict) {
      case Verdict.Allowed allowed ->
          new Answer(true, asked.isPresent() ? "allowed" : "no_rule", asked, Optional.empty());
      case Verdict.Denied denied ->
          new Answer(false, denied.reason(), Optional.of(denied.rule()), denied.message());
    };
  }
}
