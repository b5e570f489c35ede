package dev.milena.router.api.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ApiKey", description = "A program's key, without the key itself.")
record KeyView(
    UUID id,
    @Schema(examples = "crm") String name,
    @Schema(examples = "[\"messages\", \"read\"]") List<String> scopes,
    Instant createdAt,
    @Schema(description = "From then on it is not good any more.") Optional<Instant> expiresAt,
    @Schema(description = "Since then it is not good any more.") Optional<Instant> revokedAt,
    @Schema(description = "To the minute.") Optional<Instant> lastUsedAt,
    @Schema(
            description = "The key itself: only in the answer that made it, and nowhere kept.",
            examples = "milena_…")
        Optional<String> key) {

  static KeyView of(StoredKey stored) {
    return of(stored, Optional.empty());
  }

  static KeyView withKey(StoredKey stored, String key) {
    return of(stored, Optional.of(key));
  }

  private static KeyView of(StoredKey stored, Optional<String> key) {
    return new KeyView(
        stored.id,
        stored.name,
        List.copyOf(stored.scopes),
        stored.createdAt,
        Optional.ofNullable(stored.expiresAt),
        Optional.ofNullable(stored.revokedAt),
        Optional.ofNullable(stored.lastUsedAt),
        key);
  }

  @Override
  public String toString() {
    return "ApiKey[" + name + "]";
  }
}
