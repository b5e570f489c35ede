package dev.milena.router.api.keys;

import dev.milena.router.api.Words;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewApiKey", description = "A key to be made.")
record NewKey(
    @Schema(description = "Which program it is for.", examples = "crm")
        @NotNull(message = "is missing")
        @Pattern(regexp = Words.NAME, message = Words.NAME_SAYS)
        String name,
    @Schema(description = "What it may do.", examples = "[\"messages\", \"read\"]")
        @NotEmpty(message = "is missing: name at least one scope")
        Set<
                @Pattern(
                    regexp =
                        "admin|accounts|links|messages|routes|access|parked|texts|erasure|read",
                    message =
                        "must be one of admin, accounts, links, messages, routes, access, parked, texts, erasure, read")
                String>
            scopes,
    @Schema(
            description =
                "From then on it is not good any more; absent: it does not end by itself.",
            examples = "2030-01-01T00:00:00Z")
        Optional<@Future(message = "must lie in the future") Instant> expiresAt) {}
