package dev.milena.router.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * How much of something a request asks for at most: a {@code @BeanParam}. Quarkus fills the field,
 * and nobody changes it after that.
 */
public class Limit {
  /** How many items there are unless asked otherwise, as text for the annotation. */
  private static final String LIMIT_DEFAULT = "50";

  /** How many items there may be: about 100 KB of the largest ones. */
  private static final int LIMIT_MAX = 200;

  private static final String LIMIT_SAYS = "must be between 1 and 200";

  @RestQuery
  @DefaultValue(LIMIT_DEFAULT)
  @Min(value = 1, message = LIMIT_SAYS)
  @Max(value = LIMIT_MAX, message = LIMIT_SAYS)
  public int limit;
}
