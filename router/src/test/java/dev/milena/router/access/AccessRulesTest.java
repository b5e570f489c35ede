package dev.milena.router.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Event;
import dev.milena.router.testing.Events;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          no rule lets everybody in,                     -,    -,       -,    c1, u1, allowed
          rule without lists lets everybody in,          '',   '',      '',   c1, u1, allowed
          listed chat passes,                            c1,   '',      '',   c1, u1, allowed
          other chat is turned away,                     c1,   '',      '',   c2, u1, chat_not_allowed
          listed sender passes,                          '',   u1,      '',   c1, u1, allowed
          other sender is turned away,                   '',   u1,      '',   c1, u2, sender_not_allowed
          denied sender is turned away,                  '',   '',      u1,   c1, u1, sender_denied
          others than the denied pass,                   '',   '',      u1,   c1, u2, allowed
          denied wins over allowed,                      '',   u1 u2,   u1,   c1, u1, sender_denied
          allowed and not denied passes,                 '',   u1 u2,   u1,   c1, u2, allowed
          chat is judged before sender,                  c1,   u1,      u2,   c2, u2, chat_not_allowed
          sender is judged in an allowed chat,           c1,   u1,      '',   c1, u2, sender_not_allowed
          allowed chat does not save a denied sender,    c1,   '',      u1,   c1, u1, sender_denied
          all three can agree,                           c1,   u1,      u2,   c1, u1, allowed
          ids are compared whole,                        c1,   '',      '',   c11, u1, chat_not_allowed
          """)
  void rulesJudgeInOrder(
      String claim,
      String chats,
      String senders,
      String denied,
      String chat,
      String sender,
      String expected) {
    AccessRules rules =
        chats == null
            ? AccessRules.of(List.of())
            : AccessRules.of(
                List.of(
                    AccessRule.of(
                        "chat/shop",
                        words(chats),
                        words(senders),
                        words(denied),
                        Optional.empty())));
    Event event = Events.of("chat/shop", chat, sender, Events.said("hi"));

    Verdict verdict = rules.judge(event, event.sender());

    assertThat(reason(verdict)).as(claim).isEqualTo(expected);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.split(" "));
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> "allowed";
      case Verdict.Denied denied -> denied.reason();
    };
  }

  @Test
  void closestRuleCountsAlone() {
    AccessRules rules =
        AccessRules.of(
            List.of(
                rule("*/*", "everybody"),
                rule("chat/*", "platform"),
                rule("chat/shop", "account")));

    assertThat(message(rules, "chat/shop")).contains("account");
    assertThat(message(rules, "chat/other")).contains("platform");
    assertThat(message(rules, "desk/main")).contains("everybody");
  }

  private static AccessRule rule(String account, String message) {
    return AccessRule.of(account, List.of(), List.of(), List.of("bad"), Optional.of(message));
  }

  private static Optional<String> message(AccessRules rules, String account) {
    Event event = Events.of(account, "c1", "bad", Events.said("hi"));
    return rules.judge(event, event.sender()) instanceof Verdict.Denied denied
        ? denied.message()
        : Optional.empty();
  }

  @Test
  void blankDenyMessageIsSilence() {
    AccessRule rule = AccessRule.of("*/*", List.of(), List.of(), List.of("bad"), Optional.of("  "));

    assertThat(rule.denyMessage()).isEmpty();
  }

  @Test
  void listOfChatsSaysNothingAboutEventsOutsideOfChats() {
    AccessRules rules =
        AccessRules.of(
            List.of(
                AccessRule.of("chat/shop", List.of("c1"), List.of(), List.of(), Optional.empty())));
    Event event = Events.of("chat/shop", Optional.empty(), Optional.empty(), Events.said("hi"));

    assertThat(rules.judge(event, Optional.empty())).isInstanceOf(Verdict.Allowed.class);
  }
}
