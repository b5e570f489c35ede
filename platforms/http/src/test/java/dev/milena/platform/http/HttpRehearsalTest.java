package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpRehearsalTest {
  private final HttpRehearsal rehearsal = new HttpRehearsal();

  @Test
  void inputIsReadAsTheServiceThatIsNamed() {
    Account account = rehearsal.stage(HttpFixtures.BOT, "bot-1");

    Reception reception = read(account, HttpFixtures.call("message_with_everything"));

    assertThat(((Reception.Accepted) reception).translation().events().getFirst().id())
        .isEqualTo("http/bot-1/789/m-7/created");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    Account account = rehearsal.stage(HttpFixtures.BOT, "");

    Reception reception = read(account, "text=Hello".getBytes(StandardCharsets.UTF_8));

    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNREADABLE);
  }

  private Reception read(Account account, byte[] input) {
    return ((Rehearsal.Reading.Received) rehearsal.read(account, input)).reception();
  }
}
