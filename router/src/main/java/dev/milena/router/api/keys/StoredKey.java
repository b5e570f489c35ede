package dev.milena.router.api.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code api_key}. */
@Entity(name = "ApiKey")
@Table(name = "api_key")
class StoredKey {
  @Id UUID id;
  String name;
  byte[] hash;
  List<String> scopes;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "revoked_at")
  Instant revokedAt;

  @Column(name = "last_used_at", insertable = false, updatable = false)
  Instant lastUsedAt;
}
