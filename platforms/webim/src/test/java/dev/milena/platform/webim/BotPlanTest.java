package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotPlanTest {
  @Test
  void textFileAndKeyboardAreThreeMessages() {
    Attachment file =
        Attachment.of(AttachmentType.FILE)
            .name("a.pdf")
            .mime("application/pdf")
            .build()
            .at("https://hub.example.test/1");
    Content content =
        Content.of(
            RichText.plain("Which?"),
            List.of(file),
            List.of(List.of(Button.pressing("b1", "First", "v1"))));

    Plan.Steps plan = (Plan.Steps) plan(Accounts.bot(), "1707", Action.Send.of(content));

    assertThat(plan.steps())
        .extracting(s -> s.request().url())
        .containsOnly("https://example.webim.ru/api/bot/v2/send_message");
    assertThat(plan.steps())
        .allMatch(s -> s.request().headers().get("Authorization").equals("Token {token}"));
    assertThat(bodies(plan))
        .containsExactly(
            "{\"chat_id\":1707,\"message\":{\"kind\":\"operator\",\"text\":\"Which?\"}}",
            "{\"chat_id\":1707,\"message\":{\"kind\":\"file_operator\",\"data\":{\"url\":\"https://hub.example.test/1\","
                + "\"name\":\"a.pdf\",\"media_type\":\"application/pdf\"}}}",
            "{\"chat_id\":1707,\"message\":{\"kind\":\"keyboard\",\"buttons\":[[{\"id\":\"v1\",\"text\":\"First\"}]]}}");
    assertThat(plan.degraded()).isEmpty();
  }

  @Test
  void chatNamedByTextStaysText() {
    Plan.Steps plan =
        (Plan.Steps) plan(Accounts.bot(), "9401b039-ace3", Action.Send.of(Content.plain("Hi")));

    assertThat(bodies(plan).getFirst()).startsWith("{\"chat_id\":\"9401b039-ace3\"");
  }

  @Test
  void buttonThatOpensAPageIsListed() {
    Content content =
        Content.of(
            RichText.plain("See"),
            List.of(),
            List.of(List.of(Button.opening("Page", "https://a.test"))));

    Plan.Steps plan = (Plan.Steps) plan(Accounts.bot(), "1", Action.Send.of(content));

    assertThat(bodies(plan))
        .containsExactly(
            "{\"chat_id\":1,\"message\":{\"kind\":\"operator\",\"text\":\"See\\n1. Page"
                + " https://a.test\"}}");
    assertThat(plan.degraded()).containsExactly("buttons that open a page: numbered list");
  }

  @Test
  void firstVersionCannotSend() {
    Account account = Accounts.bot("/bot/version", "\"1.0\"");

    assertThat(plan(account, "1", Action.Send.of(Content.plain("Hi"))))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void robotsDoNotType() {
    assertThat(plan(Accounts.bot(), "1", new Action.StartTyping()))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void chatIsClosed() {
    Plan.Steps plan = (Plan.Steps) plan(Accounts.bot(), "1707", new Action.CloseConversation());

    assertThat(plan.steps().getFirst().request().url())
        .isEqualTo("https://example.webim.ru/api/bot/v2/close_chat");
    assertThat(bodies(plan)).containsExactly("{\"chat_id\":1707}");
    assertThat(plan.steps().getFirst().repeatable()).isTrue();
  }

  @Test
  void chatIsHandedToAnOperatorADepartmentOrTheQueue() {
    assertThat(handed(Optional.of(new Action.Assignee(Action.AssigneeType.OPERATOR, "31"))))
        .isEqualTo("{\"chat_id\":1707,\"operator_id\":31}");
    assertThat(handed(Optional.of(new Action.Assignee(Action.AssigneeType.DEPARTMENT, "7"))))
        .isEqualTo("{\"chat_id\":1707,\"dep_key\":\"7\"}");
    assertThat(handed(Optional.empty())).isEqualTo("{\"chat_id\":1707}");
  }

  private static String handed(Optional<Action.Assignee> assignee) {
    Plan.Steps plan =
        (Plan.Steps) plan(Accounts.bot(), "1707", new Action.TransferConversation(assignee));
    assertThat(plan.steps().getFirst().request().url())
        .isEqualTo("https://example.webim.ru/api/bot/v2/redirect_chat");
    return bodies(plan).getFirst();
  }

  @Test
  void pressOfAnotherChatIsWordsToTheVisitor() {
    Action.Press press =
        new Action.Press(
            Optional.empty(),
            Button.pressing("y", "Yes, please", "1"),
            Optional.empty(),
            Optional.empty());

    Plan.Steps plan = (Plan.Steps) plan(Accounts.bot(), "1", press);

    assertThat(bodies(plan))
        .containsExactly(
            "{\"chat_id\":1,\"message\":{\"kind\":\"operator\",\"text\":\"Yes, please\"}}");
    assertThat(plan.degraded()).containsExactly("press: text");
  }

  private static Plan plan(Account account, String chat, Action action) {
    Address to = Address.of(ConversationRef.of(Accounts.REF, chat));
    return BotPlan.of(WebimSettings.of(account), Command.of("c-1", to, action));
  }

  private static List<String> bodies(Plan.Steps plan) {
    return plan.steps().stream()
        .map(s -> ((ApiRequest.JsonBody) s.request().body()).json().toString())
        .toList();
  }
}
