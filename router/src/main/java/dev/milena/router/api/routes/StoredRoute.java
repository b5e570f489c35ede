package dev.milena.router.api.routes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code route}. */
@Entity(name = "Route")
@Table(name = "route")
class StoredRoute {
  @Id String name;
  int position;
  boolean enabled;

  /** See {@link dev.milena.router.routes.RouteTable#definition}. */
  @JdbcTypeCode(SqlTypes.JSON)
  String definition;

  @Column(name = "updated_at")
  Instant updatedAt;
}
