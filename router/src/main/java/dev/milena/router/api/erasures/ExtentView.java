package dev.milena.router.api.erasures;

import dev.milena.router.erasure.Erasure.Extent;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ErasureExtent", description = "How many rows an erasure takes, or would take.")
public record ExtentView(
    @Schema(description = "Where they are known: one for each account that saw them.")
        int participants,
    @Schema(description = "Chats that are theirs alone, and those opened for them at desks.")
        int conversations,
    @Schema(description = "Links of those chats.") int links,
    @Schema(description = "Ids that say which message became which.") int messages,
    @Schema(description = "What became of commands to those chats.") int outcomes,
    @Schema(description = "Why events went nowhere.") int decisions) {

  public static ExtentView of(Extent e) {
    return new ExtentView(
        e.participants(), e.conversations(), e.links(), e.messages(), e.outcomes(), e.decisions());
  }
}
