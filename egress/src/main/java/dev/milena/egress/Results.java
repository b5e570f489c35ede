package dev.milena.egress;

import dev.milena.model.Delivery;
import dev.milena.platform.DeliveryResult;
import java.util.Optional;

/** The outcomes of calls in the words of deliveries. */
final class Results {
  private Results() {}

  static Delivery.Result of(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Delivered ignored -> Delivery.Result.DELIVERED;
      case DeliveryResult.Throttled ignored -> Delivery.Result.THROTTLED;
      case DeliveryResult.Unreached ignored -> Delivery.Result.UNREACHED;
      case DeliveryResult.Unconfirmed ignored -> Delivery.Result.UNCONFIRMED;
      case DeliveryResult.Rejected ignored -> Delivery.Result.REJECTED;
      case DeliveryResult.Readdressed ignored -> Delivery.Result.READDRESSED;
      case DeliveryResult.Misconfigured ignored -> Delivery.Result.MISCONFIGURED;
    };
  }

  static Optional<String> reason(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Delivered ignored -> Optional.empty();
      case DeliveryResult.Throttled(var ignored, var scope) -> Optional.of(Causes.limit(scope));
      case DeliveryResult.Unreached(String reason) -> Optional.of(reason);
      case DeliveryResult.Unconfirmed(String reason) -> Optional.of(reason);
      case DeliveryResult.Rejected(String reason, var ignored) -> Optional.of(reason);
      case DeliveryResult.Readdressed ignored -> Optional.empty();
      case DeliveryResult.Misconfigured(String reason) -> Optional.of(reason);
    };
  }
}
