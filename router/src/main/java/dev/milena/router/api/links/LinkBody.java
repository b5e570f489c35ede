package dev.milena.router.api.links;

import dev.milena.router.api.Words;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewLink", description = "Two conversations to be linked.")
record LinkBody(
    @NotNull(message = "is missing") @Valid End left,
    @NotNull(message = "is missing") @Valid End right) {

  @Schema(name = "LinkEnd", description = "One side of a link.")
  record End(
      @Schema(
              description = "`platform/account/[workspace/]id`, each part percent-encoded.",
              examples = "rooms/team/C012AB3CD")
          @NotNull(message = "is missing")
          @Size(max = Words.KEY_MAX, message = "may have 512 characters")
          String conversation,
      @Schema(description = "One thread of it; absent: the conversation as a whole.")
          Optional<
                  @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
                  String>
              thread) {}
}
