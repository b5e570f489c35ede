package dev.milena.router.api.parked;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ParkedDecided", description = "What was taken of the parked work that was meant.")
record DecidedView(
    @Schema(description = "Records that were taken, the oldest first.") int taken,
    @Schema(description = "Whether there may be more: then ask again.") boolean more) {}
