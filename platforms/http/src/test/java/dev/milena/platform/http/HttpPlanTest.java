package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpPlanTest {
  private static final Address CHAT =
      Address.of(ConversationRef.of(HttpFixtures.BOT, "789")).inThread(Optional.of("t-1"));

  private static Step step(Account account, Command command) {
    return ((Plan.Steps) HttpPlan.of(account, command)).steps().getFirst();
  }

  private static ObjectNode told(Action action) {
    return HttpAnswers.body(step(HttpFixtures.account(), Command.of("command-1", CHAT, action)));
  }

  @Test
  void commandIsTheEventThatItIsFromTheOtherEnd() {
    Content content =
        new Content(
            Optional.of("A **bold** word"),
            Content.Format.MARKDOWN,
            List.of(),
            List.of(
                Attachment.of(AttachmentType.FILE)
                    .id("handle")
                    .url("https://hub.example.com/media/x")
                    .name("a.pdf")
                    .build()
                    .from(HttpFixtures.BOT)),
            List.of(List.of(Button.pressing("a", "Yes", "1"))),
            Optional.empty());
    Action send =
        new Action.Send(
            content, Optional.of(MessageRef.known("m-7")), Optional.of(Participant.of("ann")));

    ObjectNode body = told(send);

    assertThat(body.path("specversion").asText()).isEqualTo("1.0");
    assertThat(body.path("id").asText()).isEqualTo("command-1");
    assertThat(body.path("source").asText()).isEqualTo("/http/bot");
    assertThat(body.path("type").asText()).isEqualTo("dev.milena.message.created");
    assertThat(body.path("subject").asText()).isEqualTo("789");
    assertThat(body.has("time")).isFalse();
    assertThat(body.at("/data/conversation/thread").asText()).isEqualTo("t-1");
    assertThat(body.at("/data/sender/id").asText()).isEqualTo("ann");
    assertThat(body.at("/data/message/id").asText()).isEqualTo("command-1");
    assertThat(body.at("/data/message/text").asText()).isEqualTo("A bold word");
    assertThat(body.at("/data/message/marks/0/type").asText()).isEqualTo("bold");
    assertThat(body.at("/data/message/replyTo").asText()).isEqualTo("m-7");
    assertThat(body.at("/data/message/buttons/0/0/label").asText()).isEqualTo("Yes");
    assertThat(body.at("/data/message/attachments/0/url").asText())
        .isEqualTo("https://hub.example.com/media/x");
    assertThat(body.toString()).doesNotContain("handle", "receivedAt");
  }

  @Test
  void callIsNamedAfterItsCommandAndMayBeRepeated() {
    Command command = Command.of("a.b#c", CHAT, Action.Send.of(Content.plain("Hello")));

    Step step = step(HttpFixtures.account(), command);

    assertThat(step.repeatable()).isTrue();
    assertThat(step.tolls()).isEmpty();
    assertThat(step.request().url()).isEqualTo("https://bot.example.com/milena");
    Map<String, String> headers = step.request().headers();
    assertThat(headers.get("webhook-id")).matches("msg_[0-9a-f]{32}");
    assertThat(headers).containsEntry("webhook-signature", "{signature}");
    assertThat(headers.get("content-type")).startsWith("application/cloudevents+json");
  }

  @Test
  void rerunOfACommandIsTheSameCall() {
    Command command = Command.of("command-1", CHAT, Action.Send.of(Content.plain("Hello")));
    Command again =
        new Command(
            command.id(),
            command.to(),
            command.action(),
            command.priority(),
            command.deadline(),
            command.idempotencyKey(),
            command.cause(),
            Optional.of(Instant.now()));

    assertThat(step(HttpFixtures.account(), again))
        .isEqualTo(step(HttpFixtures.account(), command));
  }

  @Test
  void everythingThatHasAMeaningIsTold() {
    MessageRef message = MessageRef.known("m-7");

    assertThat(told(new Action.Edit(message, Content.plain("New"))).at("/data/message/text"))
        .hasToString("\"New\"");
    assertThat(
            told(new Action.Delete(new MessageRef.Known(List.of("m-7", "m-8"))))
                .at("/data/messages/1/id"))
        .hasToString("\"m-8\"");
    assertThat(told(new Action.Read(message)).at("/data/delivery/status")).hasToString("\"read\"");
    assertThat(told(new Action.AddReaction(message, "👍")).at("/data/reaction/emoji"))
        .hasToString("\"👍\"");
    assertThat(told(new Action.RemoveReaction(message, "custom:7")).at("/data/reaction/source"))
        .hasToString("\"custom:7\"");
    assertThat(told(new Action.StartTyping()).path("type")).hasToString("\"dev.milena.typing\"");
    assertThat(told(new Action.CloseConversation()).path("type"))
        .hasToString("\"dev.milena.conversation.closed\"");
    Action.Press press =
        new Action.Press(
            Optional.of(message),
            Button.pressing("a", "Yes", "1"),
            Optional.empty(),
            Optional.empty());
    assertThat(told(press).at("/data/interaction/value")).hasToString("\"1\"");
    assertThat(told(press).at("/data/interaction/messageId")).hasToString("\"m-7\"");
  }

  @Test
  void whatOnlyAPressOnAServiceCouldAnswerIsRefused() {
    Command answer =
        Command.of(
            "command-1",
            CHAT,
            new Action.AnswerInteraction(new Action.InteractionRef("p"), Optional.empty()));

    assertThat(HttpPlan.of(HttpFixtures.account(), answer))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void limitOfTheServiceIsKept() {
    Account slow = HttpFixtures.account(HttpFixtures.settings().put("per-second", 2));

    Step step = step(slow, Command.of("command-1", CHAT, new Action.StartTyping()));

    assertThat(step.tolls()).containsExactly(new Toll("service", 2, Duration.ofSeconds(1), 2));
  }

  @Test
  void bodyIsNotFilled() {
    Step step =
        step(
            HttpFixtures.account(),
            Command.of("command-1", CHAT, Action.Send.of(Content.plain("{signature}"))));

    assertThat(((ApiRequest.JsonBody) step.request().body()).filled()).isEmpty();
  }
}
