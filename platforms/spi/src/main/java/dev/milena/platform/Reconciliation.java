package dev.milena.platform;

/** What looking for a call has shown of which nobody knew whether it was done. */
public sealed interface Reconciliation {
  /** It was done, and this came of it. */
  record Done(DeliveryResult.Delivered outcome) implements Reconciliation {}

  /** It surely was not done, and will not be any more: making it once more doubles nothing. */
  record NotDone() implements Reconciliation {}

  /** The platform cannot tell. */
  record Untold() implements Reconciliation {}
}
