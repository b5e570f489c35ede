package dev.milena.platform;

/** A way in: the platform calls us, or we listen to it. */
public sealed interface InboundConnector permits Webhook, EventStream {
  /** Key of the platform. */
  String platform();

  /** Whether and how long the platform repeats what we did not take. */
  Redelivery redelivery();
}
