package dev.milena.platform.webim;

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
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelPlanTest {
  private static final Participant IRA =
      new Participant("900", Optional.of("Ira"), Optional.of("ira_s"), false, false);

  @Test
  void textHasTheDefaultFormAndNoSecret() {
    Plan.Steps plan =
        plan(
            Accounts.channel(),
            new Action.Send(Content.plain("Hi"), Optional.empty(), Optional.of(IRA)));

    ApiRequest request = plan.steps().getFirst().request();
    assertThat(plan.steps()).hasSize(1);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.url()).isEqualTo("https://example.webim.ru/api/channel/v1/default/message");
    assertThat(request.headers())
        .containsOnly(java.util.Map.entry("Authorization", "Token {token}"));
    assertThat(body(plan, 0))
        .isEqualTo(
            json(
                """
                {"visitor": {"id": "tg-1", "fields": {"name": "Ira", "username": "ira_s"}},
                 "message": {"id": "c-1", "kind": "visitor", "text": "Hi"}}
                """));
    assertThat(plan.degraded()).isEmpty();
  }

  @Test
  void callCountsAgainstTheAccountAndIsNotRepeatable() {
    Step step = plan(Accounts.channel("/calls-per-second", "3"), send("Hi")).steps().getFirst();

    assertThat(step.repeatable()).isFalse();
    assertThat(step.tolls())
        .singleElement()
        .satisfies(toll -> {
          assertThat(toll.permits()).isEqualTo(3);
          assertThat(toll.per()).isEqualTo(Duration.ofSeconds(1));
        });
  }

  @Test
  void callIsRepeatableWhereWebimDropsKnownIds() {
    assertThat(
            plan(Accounts.channel("/channel/outbound/idempotent", "true"), send("Hi"))
                .steps()
                .getFirst()
                .repeatable())
        .isTrue();
  }

  @Test
  void longTextIsCutAndEveryPartHasItsOwnId() {
    Plan.Steps plan = plan(Accounts.channel("/text-max", "100"), send("word ".repeat(60)));

    assertThat(plan.steps()).hasSizeGreaterThan(2);
    for (int i = 0; i < plan.steps().size(); i++) {
      assertThat(body(plan, i).at("/message/text").asText().length()).isBetween(1, 100);
      assertThat(body(plan, i).at("/message/id").asText())
          .isEqualTo(i == 0 ? "c-1" : "c-1#" + (i + 1));
      assertThat(plan.steps().get(i).number()).isEqualTo(i + 1);
    }
  }

  @Test
  void samePlanIsMadeAgain() {
    Action.Send send =
        Action.Send.of(Content.plain("x ".repeat(5000)).withAttachments(List.of(photo())));

    assertThat(plan(Accounts.channel(), send)).isEqualTo(plan(Accounts.channel(), send));
  }

  @Test
  void formattingIsLeftOutAndAddressesAreWrittenOut() {
    Content content =
        new Content(
            Optional.of("**Now** see [the list](https://a.test/x)."),
            Content.Format.MARKDOWN,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    Plan.Steps plan = plan(Accounts.channel(), Action.Send.of(content));

    assertThat(body(plan, 0).at("/message/text").asText())
        .isEqualTo("Now see the list (https://a.test/x).");
    assertThat(plan.degraded()).containsExactly("formatting: plain text");
  }

  @Test
  void fileIsNamedByItsAddress() {
    Plan.Steps plan =
        plan(
            Accounts.channel(),
            Action.Send.of(Content.plain("Look").withAttachments(List.of(photo()))));

    assertThat(plan.steps()).hasSize(2);
    assertThat(body(plan, 1).at("/message"))
        .isEqualTo(
            json(
                """
                {"id": "c-1#2", "kind": "file_visitor",
                 "data": {"url": "https://hub.example.test/media/1", "name": "image.jpg", "media_type": "image/jpeg"}}
                """));
  }

  @Test
  void fileIsUploadedWhereTheMappingSaysForm() {
    Account account =
        Accounts.channel(
            "/channel/outbound/file",
            "{\"mode\":\"multipart\",\"path\":\"/up/{channelId}\",\"bytes-max\":77}");

    Plan.Steps plan =
        plan(account, Action.Send.of(Content.plain("Look").withAttachments(List.of(photo()))));

    ApiRequest request = plan.steps().get(1).request();
    ApiRequest.MultipartBody form = (ApiRequest.MultipartBody) request.body();
    assertThat(request.url()).isEqualTo("https://example.webim.ru/up/default");
    assertThat(form.fields())
        .containsEntry("visitor_id", "tg-1")
        .containsEntry("message_id", "c-1#2")
        .containsEntry("kind", "file_visitor");
    assertThat(form.files().getFirst().source()).isEqualTo("https://hub.example.test/media/1");
    assertThat(form.files().getFirst().bytesMax()).isEqualTo(77);
  }

  @Test
  void tokenInTheBodyIsAPlaceholderThatOnlyTheTokensPlaceFills() {
    Account account =
        Accounts.channel("/channel/outbound/auth", "{\"in\":\"body\",\"name\":\"/auth/key\"}");

    ApiRequest request = plan(account, send("{token}")).steps().getFirst().request();

    ApiRequest.JsonBody body = (ApiRequest.JsonBody) request.body();
    assertThat(body.json().at("/auth/key").asText()).isEqualTo("{token}");
    assertThat(body.filled()).containsExactly("/auth/key");
    assertThat(request.headers()).isEmpty();
  }

  @Test
  void buttonsBecomeANumberedListUnlessTheMappingHasAPlaceForThem() {
    Content content =
        Content.of(
            dev.milena.model.RichText.plain("Which?"),
            List.of(),
            List.of(
                List.of(Button.pressing("a", "First", "1"), Button.pressing("b", "Second", "2"))));
    Account withKeyboards =
        Accounts.channel(
            "/channel/outbound/body",
            "{\"/id\":\"visitorId\",\"/text\":\"message.text\",\"/keys\":\"message.buttons\"}");

    Plan.Steps listed = plan(Accounts.channel(), Action.Send.of(content));
    Plan.Steps shown = plan(withKeyboards, Action.Send.of(content));

    assertThat(body(listed, 0).at("/message/text").asText())
        .isEqualTo("Which?\n1. First\n2. Second");
    assertThat(listed.degraded()).containsExactly("buttons: numbered list");
    assertThat(body(shown, 0))
        .isEqualTo(
            json(
                """
                {"id": "tg-1", "text": "Which?",
                 "keys": [[{"id": "1", "text": "First"}, {"id": "2", "text": "Second"}]]}
                """));
    assertThat(shown.degraded()).isEmpty();
  }

  @Test
  void placeAndContactAreSaidInWords() {
    Attachment place =
        Attachment.of(AttachmentType.LOCATION)
            .place(new Attachment.Place(55.75, 37.61, Optional.empty()))
            .build();

    Plan.Steps plan =
        plan(
            Accounts.channel(),
            Action.Send.of(Content.plain("Here").withAttachments(List.of(place))));

    assertThat(body(plan, 0).at("/message/text").asText())
        .isEqualTo("Here\n[location] 55.75, 37.61");
    assertThat(plan.degraded()).containsExactly("location: text");
  }

  @Test
  void answerLosesItsReferenceUnlessTheMappingHasAPlaceForIt() {
    Action.Send answer =
        new Action.Send(
            Content.plain("Yes"), Optional.of(MessageRef.known("m-9")), Optional.empty());
    Account withQuotes =
        Accounts.channel(
            "/channel/outbound/body",
            "{\"/id\":\"visitorId\",\"/text\":\"message.text\",\"/quote\":\"message.quoteId\"}");

    assertThat(plan(Accounts.channel(), answer).degraded())
        .containsExactly("reply: an ordinary message");
    assertThat(body(plan(withQuotes, answer), 0).at("/quote").asText()).isEqualTo("m-9");
  }

  @Test
  void changeIsANewMessageAndAReactionIsText() {
    Plan.Steps edited =
        plan(Accounts.channel(), new Action.Edit(MessageRef.known("m"), Content.plain("better")));
    Plan.Steps reacted =
        plan(Accounts.channel(), new Action.AddReaction(MessageRef.known("m"), "👍"));

    assertThat(body(edited, 0).at("/message/text").asText()).isEqualTo("✎ better");
    assertThat(edited.degraded()).containsExactly("edit: a new message with the new text");
    assertThat(body(reacted, 0).at("/message/text").asText()).isEqualTo("» 👍");
    assertThat(reacted.degraded()).containsExactly("reaction: text");
  }

  @Test
  void whatTheDeskCannotDoIsRefused() {
    MessageRef message = MessageRef.known("m");

    for (Action action :
        List.of(
            new Action.Delete(message),
            new Action.Read(message),
            new Action.RemoveReaction(message, "👍"),
            new Action.StartTyping(),
            new Action.CloseConversation(),
            new Action.TransferConversation(Optional.empty()),
            send(" "))) {
      assertThat(refusal(Accounts.channel(), action))
          .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
    }
  }

  @Test
  void pressIsAKeyboardResponse() {
    Plan.Steps plan = plan(Accounts.channel(), PRESS);

    assertThat(body(plan, 0).path("message"))
        .isEqualTo(
            json(
                "{\"id\":\"c-1\",\"kind\":\"keyboard_response\",\"data\":{\"button\":{\"id\":\"1\",\"text\":\"Yes,"
                    + " please\"},\"request\":{\"messageId\":\"k-7\"}}}"));
    assertThat(plan.degraded()).isEmpty();
  }

  @Test
  void pressIsATextWhereTheMappingHasNoWordForIt() {
    Account account =
        Accounts.channel(
            "/channel/outbound/kinds", "{\"text\":\"visitor\",\"file\":\"file_visitor\"}");

    Plan.Steps plan = plan(account, PRESS);

    assertThat(body(plan, 0).at("/message/text").asText()).isEqualTo("Yes, please");
    assertThat(plan.degraded()).contains("press: text");
  }

  private static final Action.Press PRESS =
      new Action.Press(
          Optional.of(MessageRef.known("k-7")),
          Button.pressing("yes", "Yes, please", "1"),
          Optional.empty(),
          Optional.empty());

  @Test
  void typingIsSentWhereTheMappingHasIt() {
    Account account = Accounts.channel("/channel/outbound/typing", "{\"enabled\":true}");

    Plan.Steps plan = plan(account, new Action.StartTyping());

    assertThat(plan.steps().getFirst().request().url())
        .isEqualTo("https://example.webim.ru/api/channel/v1/default/typing");
    assertThat(body(plan, 0)).isEqualTo(json("{\"visitor\":{\"id\":\"tg-1\"}}"));
    assertThat(plan.steps().getFirst().repeatable()).isTrue();
  }

  private static Attachment photo() {
    return Attachment.of(AttachmentType.IMAGE)
        .mime("image/jpeg")
        .build()
        .at("https://hub.example.test/media/1");
  }

  private static Action.Send send(String text) {
    return Action.Send.of(Content.plain(text));
  }

  private static Plan.Steps plan(Account account, Action action) {
    return (Plan.Steps) refusal(account, action);
  }

  private static Plan refusal(Account account, Action action) {
    Address to = Address.of(ConversationRef.of(Accounts.REF, "tg-1"));
    return ChannelPlan.of(WebimSettings.of(account), Command.of("c-1", to, action));
  }

  private static ObjectNode body(Plan.Steps plan, int step) {
    return ((ApiRequest.JsonBody) plan.steps().get(step).request().body()).json();
  }

  private static ObjectNode json(String text) {
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
