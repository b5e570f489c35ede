package dev.milena.router.api.people;

import dev.milena.router.api.Words;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewPerson", description = "A person to be made.")
record NewPerson(
    @Schema(
            description =
                "The name by which programs address them, for example that of your own accounts.",
            examples = "anna")
        @NotNull(message = "is missing")
        @Pattern(regexp = NewPerson.USERNAME, message = NewPerson.USERNAME_SAYS)
        String username,
    Optional<@Size(max = Words.TITLE_MAX, message = "may have 200 characters") String> name) {

  /** Names of accounts and mail addresses; nothing that looks like an id of the hub. */
  static final String USERNAME =
      "(?![0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$)[A-Za-z0-9._@+-]{1,128}";

  static final String USERNAME_SAYS =
      "must be 1 to 128 of letters, digits and . _ @ + - and must not look like an id";

  @Override
  public String toString() {
    return "NewPerson[…]";
  }
}
