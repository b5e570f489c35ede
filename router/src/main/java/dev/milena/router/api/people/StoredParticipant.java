package dev.milena.router.api.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code participant}, which events and codes write. */
@Entity(name = "Participant")
@Table(name = "participant")
@Immutable
class StoredParticipant {
  @Id UUID id;
  String platform;
  String account;

  @Column(name = "external_id")
  String externalId;

  UUID person;
  String name;
  String username;
  boolean bot;

  @Column(name = "linked_at")
  Instant linkedAt;
}
