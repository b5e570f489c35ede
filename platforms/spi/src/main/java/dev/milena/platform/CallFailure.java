package dev.milena.platform;

/**
 * A call that brought no answer. Says what is known of it; never names the address, which may hold
 * a token.
 */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient DeliveryResult outcome;

  CallFailure(DeliveryResult outcome, String message) {
    super(message, null, false, false);
    this.outcome = outcome;
  }

  /**
   * {@link DeliveryResult.Unreached} or {@link DeliveryResult.Unconfirmed}; of a file, also a
   * rejection; of an address that may not be called, {@link DeliveryResult.Misconfigured}.
   */
  public DeliveryResult outcome() {
    return outcome;
  }
}
