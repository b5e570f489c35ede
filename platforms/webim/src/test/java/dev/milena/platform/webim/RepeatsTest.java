package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.platform.testkit.Posted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is lost and what is doubled where messages have no id. */
class RepeatsTest {
  private static final byte[] NAMELESS =
      "{\"visitor_id\":\"v\",\"message\":\"yes\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void withoutAWindowTheSameWordsTwiceAreTwoMessages() {
    Account account = Accounts.channel();

    assertThat(idAfter(account, Duration.ZERO))
        .isNotEqualTo(idAfter(account, Duration.ofNanos(1000)));
  }

  @Test
  void withinTheWindowTheSameBytesAreOneMessage() {
    Account account = Accounts.channel("/repeat-window", "\"60s\"");

    assertThat(idAfter(account, Duration.ZERO)).isEqualTo(idAfter(account, Duration.ofSeconds(59)));
  }

  @Test
  void acrossTheEdgeOfTheWindowARepeatIsDoubled() {
    Account account = Accounts.channel("/repeat-window", "\"60s\"");

    assertThat(idAfter(account, Duration.ofSeconds(59)))
        .isNotEqualTo(idAfter(account, Duration.ofSeconds(60)));
  }

  @Test
  void otherWordsAreAnotherMessageAtTheSameInstant() {
    Account account = Accounts.channel("/repeat-window", "\"60s\"");
    byte[] other = "{\"visitor_id\":\"v\",\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(Calls.only(account, other).id()).isNotEqualTo(idAfter(account, Duration.ZERO));
  }

  @Test
  void eventsOfOneBatchHaveDifferentNames() {
    byte[] batch =
        "[{\"visitor_id\":\"v\",\"message\":\"yes\"},{\"visitor_id\":\"v\",\"message\":\"yes\"}]"
            .getBytes(StandardCharsets.UTF_8);

    var events = Calls.events(Accounts.channel(), batch);

    assertThat(events).hasSize(2);
    assertThat(events.getFirst().id()).isNotEqualTo(events.get(1).id());
  }

  private static String idAfter(Account account, Duration time) {
    return Calls.accepted(
            account, Posted.at(Calls.NOON.plus(time), "", NAMELESS, "X-Token", "CALLBACK"))
        .translation()
        .events()
        .getFirst()
        .id();
  }
}
