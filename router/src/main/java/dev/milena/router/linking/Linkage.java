package dev.milena.router.linking;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A participant that somebody has proved to be. */
public record Linkage(
    UUID participant,
    String platform,
    String account,
    String externalId,
    Optional<String> name,
    Optional<String> username,
    Instant linkedAt) {}
