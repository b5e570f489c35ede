package dev.milena.router.api;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list.
 *
 * @param next what to give as {@code after} for the part behind it; absent: this is the end
 */
@Schema(description = "A part of a list.")
public record Page<T>(
    @Schema(description = "In a fixed order.") List<T> items,
    @Schema(description = "What to give as `after` to read on; absent at the end.")
        Optional<String> next) {}
