package dev.milena.router.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRecord.Source;
import dev.milena.router.accounts.AccountRow;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Account", description = "A bot or app installation on a platform.")
record AccountView(
    @Schema(examples = "chat") String platform,
    @Schema(examples = "support") String name,
    @Schema(description = "Grows with each change.") long version,
    @Schema(
            description = "`file`: it stands in the configuration and is changed there.",
            enumeration = {"file", "api"})
        Source source,
    Instant updatedAt,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "Its settings. What may be a secret is shown as `•••`. Absent where this router cannot open them: "
                    + "they stand in another router's configuration, or were sealed under a key that is gone "
                    + "(then save them anew).",
            examples = "{\"token\": \"•••\", \"linking\": \"code\"}")
        Optional<ObjectNode> settings,
    @Schema(
            description =
                "In the answer to a change: whether every service has been told. If not, Kafka is away, and they are "
                    + "told as soon as it is back.")
        Optional<Boolean> published) {

  static AccountView of(AccountRow row, Optional<ObjectNode> settings) {
    return new AccountView(
        row.ref().platform(),
        row.ref().name(),
        row.version(),
        row.source(),
        row.updatedAt(),
        settings.map(Redaction::hide),
        Optional.empty());
  }

  AccountView published(boolean told) {
    return new AccountView(platform, name, version, source, updatedAt, settings, Optional.of(told));
  }

  @Override
  public String toString() {
    return "Account[" + platform + "/" + name + "@" + version + "]";
  }
}
