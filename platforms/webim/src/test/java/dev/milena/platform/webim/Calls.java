package dev.milena.platform.webim;

import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Posted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Calls of Webim, as a test lets them come in. */
final class Calls {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private Calls() {}

  static InboundRequest call(byte[] body) {
    return Posted.at(NOON, "", body, "Authorization", "CALLBACK");
  }

  static Reception receive(Account account, InboundRequest request) {
    return new WebimWebhook().receive(account, request).await().atMost(Duration.ofSeconds(5));
  }

  static Reception.Accepted accepted(Account account, InboundRequest request) {
    return (Reception.Accepted) receive(account, request);
  }

  static Translation translate(Account account, byte[] body) {
    return accepted(account, call(body)).translation();
  }

  static List<Event> events(Account account, byte[] body) {
    return translate(account, body).events();
  }

  static Event only(Account account, byte[] body) {
    List<Event> events = events(account, body);
    if (events.size() != 1) {
      throw new AssertionError("Expected one event, got " + events.size());
    }
    return events.getFirst();
  }
}
