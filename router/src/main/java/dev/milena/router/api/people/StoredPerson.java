package dev.milena.router.api.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code person}. */
@Entity(name = "Person")
@Table(name = "person")
class StoredPerson {
  @Id UUID id;
  String name;
  String subject;
  String username;

  @Column(name = "created_at")
  Instant createdAt;
}
