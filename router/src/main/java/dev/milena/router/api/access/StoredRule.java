package dev.milena.router.api.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A row of {@code access_rule}. */
@Entity(name = "AccessRule")
@Table(name = "access_rule")
class StoredRule {
  @Id String account;

  @Column(name = "allowed_chats")
  List<String> allowedChats;

  @Column(name = "allowed_senders")
  List<String> allowedSenders;

  @Column(name = "denied_senders")
  List<String> deniedSenders;

  @Column(name = "deny_message")
  String denyMessage;

  @Column(name = "updated_at")
  Instant updatedAt;
}
