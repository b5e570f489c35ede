package dev.milena.platform;

import java.util.List;
import java.util.Optional;

/**
 * One call of a plan.
 *
 * @param number counted from 1
 * @param request what to send, without secrets
 * @param repeatable whether making the call twice does no harm: it sets something, or carries the
 *     platform's own idempotency key
 * @param tolls the limits that it counts against
 * @param plainer what to send instead, once, when the platform cannot read the formatting
 */
public record Step(
    int number,
    ApiRequest request,
    boolean repeatable,
    List<Toll> tolls,
    Optional<ApiRequest> plainer) {
  public Step {
    if (number < 1) {
      throw new IllegalArgumentException("Steps are counted from 1");
    }
    tolls = List.copyOf(tolls);
  }

  /** Another call at the same place of the plan. */
  public Step asking(ApiRequest other) {
    return new Step(number, other, repeatable, tolls, plainer);
  }

  /** The same call at another place of the plan. */
  public Step numbered(int newNumber) {
    return new Step(newNumber, request, repeatable, tolls, plainer);
  }
}
