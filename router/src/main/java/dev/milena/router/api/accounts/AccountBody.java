package dev.milena.router.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountSettings", description = "The settings of an account, whole.")
record AccountBody(
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "As in the configuration, in kebab-case; which there are, docs/CONFIGURATION.md says for each platform. "
                    + "A value of `•••` leaves the stored one as it is.",
            examples = "{\"token\": \"123456789:AA…\", \"linking\": \"code\"}")
        @NotNull(message = "is missing")
        ObjectNode settings) {

  /** Holds secrets. */
  @Override
  public String toString() {
    return "AccountSettings[…]";
  }
}
