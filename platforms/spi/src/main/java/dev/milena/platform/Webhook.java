package dev.milena.platform;

import dev.milena.model.Account;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** The platform calls us over HTTP. */
public non-sealed interface Webhook extends InboundConnector {
  /** Largest body that ingress reads before it answers 413. */
  int DEFAULT_BODY_BYTES_MAX = 1024 * 1024;

  /** How long a platform waits for an answer where its page names no deadline. */
  Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(10);

  /**
   * Checks who calls, and reads what they say. Pure but for what a platform must look up.
   *
   * <p>Ingress appends the events before it sends the reply; what cannot be appended is answered
   * 503. The body is bounded before this is called. A failure of the returned {@code Uni} is a
   * defect; it is answered 503 too, so that the platform sends the input again.
   */
  Uni<Reception> receive(Account account, InboundRequest request);

  /** Bound on the body, in bytes. */
  default int bodyBytesMax() {
    return DEFAULT_BODY_BYTES_MAX;
  }

  /** The platform's own deadline for an answer. Ingress gives up half a second before it. */
  default Duration answerWithin() {
    return DEFAULT_ANSWER_WITHIN;
  }

  /**
   * What a caller with a wrong secret or for an unknown account is told; the same, so that neither
   * can be probed.
   */
  default Reply refusal() {
    return Reply.status(401);
  }
}
