package dev.milena.router.api.links;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code conversation}, which events write. */
@Entity(name = "Conversation")
@Table(name = "conversation")
@Immutable
class StoredConversation {
  @Id UUID id;
  String key;
}
