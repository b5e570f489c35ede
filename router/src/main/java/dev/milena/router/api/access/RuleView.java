package dev.milena.router.api.access;

import dev.milena.model.AccountRecord.Source;
import dev.milena.router.access.AccessRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccessRule", description = "Who may talk to an account.")
record RuleView(
    @Schema(
            description = "`platform/name`, `platform/*` or `*/*`; the closest one counts alone.",
            examples = "chat/support")
        String account,
    @Schema(
            description = "`file`: it stands in the configuration and is changed there.",
            enumeration = {"file", "api"})
        Source source,
    List<String> allowedChats,
    List<String> allowedSenders,
    List<String> deniedSenders,
    Optional<String> denyMessage) {

  static RuleView of(AccessRule rule, boolean configured) {
    return new RuleView(
        rule.account(),
        configured ? Source.FILE : Source.API,
        sorted(rule.allowedChats()),
        sorted(rule.allowedSenders()),
        sorted(rule.deniedSenders()),
        rule.denyMessage());
  }

  private static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }
}
