package dev.milena.router.api.deliveries;

import dev.milena.model.Delivery.Result;
import dev.milena.router.api.deliveries.DeliveryView.Part;
import dev.milena.router.api.deliveries.DeliveryView.State;
import java.util.List;
import java.util.Locale;

/** Sums up how a message stands from what is known of its parts. */
final class Standing {
  private Standing() {}

  /**
   * @param parts at least one
   */
  static State of(List<Part> parts) {
    if (!parts.stream().allMatch(Standing::isSettled)) {
      return State.UNDERWAY;
    }
    long delivered = parts.stream().filter(Standing::isDelivered).count();
    if (delivered == parts.size()) {
      return State.DELIVERED;
    }
    return delivered == 0 ? State.FAILED : State.PARTLY;
  }

  /** Of several calls all must have gone through; one that will not is enough for a failure. */
  private static boolean isSettled(Part part) {
    Result result = result(part);
    return result.isFinal() && (result != Result.DELIVERED || isDelivered(part));
  }

  private static boolean isDelivered(Part part) {
    return result(part) == Result.DELIVERED && (part.step() == 0 || part.step() >= part.steps());
  }

  /** A word of a newer version settles nothing. */
  private static Result result(Part part) {
    try {
      return Result.valueOf(part.result().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Result.OTHER;
    }
  }
}
