package dev.milena.router.api.erasures;

import dev.milena.router.erasure.Erasure;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Erasure",
    description =
        "That somebody was forgotten: who wanted it, when, how much went. Not who it was.")
public record ErasureView(
    UUID id,
    @Schema(description = "The name of the API key that wanted it.", examples = "crm")
        String requestedBy,
    @Schema(description = "What was written up to then is forgotten.") Instant at,
    @Schema(
            description =
                "What is to be done next: `announce`, `parked`, `trim`, `sweep`, or `done`. See docs/ERASURE.md.",
            examples = "trim")
        String step,
    @Schema(description = "What Postgres knew of them.") ExtentView erased,
    @Schema(description = "How many parked texts were removed so far.") int parked,
    Optional<Instant> finishedAt) {

  public static ErasureView of(Erasure e) {
    return new ErasureView(
        e.id(),
        e.requestedBy(),
        e.at(),
        e.step().name().toLowerCase(Locale.ROOT),
        ExtentView.of(e.extent()),
        e.parked(),
        e.finishedAt());
  }
}
