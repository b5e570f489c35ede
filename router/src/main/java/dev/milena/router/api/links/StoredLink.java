package dev.milena.router.api.links;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of {@code link}. Written by SQL, which says at once whether it is new. */
@Entity(name = "Link")
@Table(name = "link")
@Immutable
class StoredLink {
  @Id Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "left_id")
  StoredConversation left;

  @Column(name = "left_thread")
  String leftThread;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "right_id")
  StoredConversation right;

  @Column(name = "right_thread")
  String rightThread;

  String route;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "created_at")
  Instant createdAt;
}
