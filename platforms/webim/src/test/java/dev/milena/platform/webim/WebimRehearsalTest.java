package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebimRehearsalTest {
  private final WebimRehearsal rehearsal = new WebimRehearsal();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bot/new_message       | {\"result\":\"ok\"}         | 7204",
        "bot/v1_new_message    | {\"has_answer\":false}      | 4b7c",
        "bot/v1_press          | {\"has_answer\":false}      | 4b7c",
        "channel/chat_closed   | {\"result\":\"ok\"}         | tg-5501",
        "channel/operator_file | {\"result\":\"ok\"}         | tg-5501"
      })
  void doorAndVersionAreToldFromTheShape(String payload, String answer, String conversation) {
    Account account = rehearsal.stage(new AccountRef("webim", "any"), "");

    Reception.Accepted accepted = (Reception.Accepted) read(account, Accounts.payload(payload));

    assertThat(accepted.reply().body().toString()).isEqualTo(answer);
    assertThat(accepted.translation().events().getFirst().conversation().get().id())
        .isEqualTo(conversation);
  }

  @Test
  void stagedAccountHasTheNameThatItIsGiven() {
    Account account = rehearsal.stage(new AccountRef("webim", "any"), "robot-7");

    Reception.Accepted accepted =
        (Reception.Accepted) read(account, Accounts.payload("bot/new_message"));

    assertThat(accepted.translation().events().getFirst().id())
        .isEqualTo("webim/robot-7/7204/m-2/created");
  }

  @Test
  void pastedBodyIsReadByTheMappingOfTheAccount() {
    Account account = Accounts.channel("/channel/inbound/fields/visitor-id", "\"/chat/id\"");

    Reception.Accepted accepted =
        (Reception.Accepted) read(account, Accounts.payload("channel/operator_message"));

    assertThat(accepted.translation().events().getFirst().conversation().get().id())
        .isEqualTo("90210");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    Account account = rehearsal.stage(new AccountRef("webim", "any"), "");

    Reception reception = read(account, "visitor_id=1".getBytes(StandardCharsets.UTF_8));

    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNREADABLE);
  }

  private Reception read(Account account, byte[] input) {
    return ((Rehearsal.Reading.Received) rehearsal.read(account, input)).reception();
  }
}
