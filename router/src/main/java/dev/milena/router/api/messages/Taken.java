package dev.milena.router.api.messages;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a message that was taken. */
@Schema(name = "Taken", description = "The message is safe and on its way.")
record Taken(
    @Schema(description = "GET /api/v1/deliveries/{id} says what became of it.", examples = "6f1c…")
        String id) {}
