package dev.milena.router.api.people;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "LinkCode", description = "A code that a chat has shown.")
record CodeBody(
    @Schema(examples = "123456")
        @NotNull(message = "is missing")
        @Pattern(
            regexp = " *[0-9]{6} *",
            message = "must be the six digits that the chat has shown")
        String code) {

  /** For ten minutes it is a credential. */
  @Override
  public String toString() {
    return "LinkCode[…]";
  }
}
