package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.RichText;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The External Bot API 2.0 against the simulated desk. */
class WebimRobotTest {
  private final Desk desk = new Desk();
  private final String chat =
      Long.toString(ThreadLocalRandom.current().nextLong(5_000_000_000L, 6_000_000_000L));

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void firstWordsOpenTheChatAndLaterOnesDoNot() {
    desk.robot();

    String first = desk.simulator.write(desk.ref, chat, "Hello");
    String second = desk.simulator.write(desk.ref, chat, "Anybody?");

    await().atMost(Desk.PATIENCE).until(() -> desk.events.size() == 3);
    assertThat(desk.events)
        .extracting(Event::type)
        .containsExactly(
            "dev.milena.conversation.opened",
            "dev.milena.message.created",
            "dev.milena.message.created");
    assertThat(desk.events).allMatch(e -> e.conversation().get().id().equals(chat));
    assertThat(desk.events.subList(1, 3).stream().map(e -> created(e).message().id().get()))
        .containsExactly(first, second);
    assertThat(desk.events.get(1).sender()).isPresent();
    assertThat(desk.events.get(2).sender()).isEmpty();
  }

  @Test
  void callIsAnsweredAtOnceAndARepeatIsTheSameEvents() {
    desk.robot();
    desk.simulator.write(desk.ref, chat, "Hello");
    await().atMost(Desk.PATIENCE).until(() -> desk.simulator.ledger().taken() == 1);

    desk.simulator.redeliverLast(desk.ref, chat);

    await().atMost(Desk.PATIENCE).until(() -> desk.events.size() == 4);
    assertThat(desk.events.subList(2, 4))
        .extracting(Event::id)
        .isEqualTo(ids(desk.events.subList(0, 2)));
    assertThat(((Reception.Accepted) desk.receptions.getFirst()).reply().body().toString())
        .isEqualTo("{\"result\":\"ok\"}");
  }

  @Test
  void wrongPasswordIsRefused() {
    desk.robot();
    desk.simulator.fail(new Fault.BadSignature(1));

    desk.simulator.write(desk.ref, chat, "Hello");

    await().atMost(Desk.PATIENCE).until(() -> desk.simulator.ledger().taken() == 1);
    assertThat(((Reception.Refused) desk.receptions.getFirst()).cause())
        .isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(desk.simulator.ledger().refused()).isEqualTo(1);
  }

  @Test
  void textFileAndKeyboardReachTheVisitor() {
    opened();
    Attachment file = Attachment.of(AttachmentType.FILE).name("a.pdf").build().at(desk.file());
    Content content =
        Content.of(
            RichText.plain("Which?"),
            List.of(file),
            List.of(List.of(Button.pressing("y", "Yes", "yes"))));

    List<DeliveryResult> results = desk.deliver(chat, Action.Send.of(content));

    assertThat(results).hasSize(3).allMatch(DeliveryResult.Delivered.class::isInstance);
    assertThat(shown()).hasSize(3);
    assertThat(shown().getFirst().text()).isEqualTo("Which?");
    await().atMost(Desk.PATIENCE).until(() -> shown().get(1).fileBytes().equals(List.of(4321L)));
    assertThat(shown().get(2).buttons()).containsExactly("Yes");
  }

  @Test
  void pressComesBackWithWhatTheButtonCarries() {
    opened();
    Content content =
        Content.of(
            RichText.plain(""), List.of(), List.of(List.of(Button.pressing("y", "Yes", "yes"))));
    desk.deliver(chat, Action.Send.of(content));
    String keyboard = shown().getFirst().id();

    desk.simulator.press(desk.ref, chat, keyboard, "yes");

    await().atMost(Desk.PATIENCE).until(() -> desk.events.size() == 3);
    Interaction press = ((Happening.InteractionPressed) desk.events.getLast().what()).interaction();
    assertThat(press.value()).contains("yes");
    assertThat(press.messageId()).contains(keyboard);
  }

  @Test
  void unknownChatIsGoneAlthoughTheStatusIs200() {
    desk.robot();

    assertThat(desk.deliver("404404", Action.Send.of(Content.plain("Hi"))))
        .containsExactly(DeliveryResult.Rejected.because(Reasons.CONVERSATION_GONE));
  }

  @Test
  void chatThatWasHandedOverTakesNoMoreWords() {
    opened();
    Action.Assignee sales = new Action.Assignee(Action.AssigneeType.DEPARTMENT, "sales");

    assertThat(desk.deliver(chat, new Action.TransferConversation(Optional.of(sales))))
        .containsExactly(DeliveryResult.Delivered.unnamed());

    assertThat(desk.deliver(chat, Action.Send.of(Content.plain("Hi"))))
        .containsExactly(DeliveryResult.Rejected.because(Reasons.BAD_REQUEST));
  }

  @Test
  void chatThatWasClosedTakesNoMoreWords() {
    opened();

    assertThat(desk.deliver(chat, new Action.CloseConversation()))
        .containsExactly(DeliveryResult.Delivered.unnamed());

    assertThat(desk.deliver(chat, Action.Send.of(Content.plain("Hi"))))
        .containsExactly(DeliveryResult.Rejected.because(Reasons.BAD_REQUEST));
  }

  @Test
  void wrongTokenHoldsTheAccount() {
    desk.robot("/access-token", "\"guessed\"");
    desk.simulator.write(desk.ref, chat, "Hello");

    assertThat(desk.deliver(chat, Action.Send.of(Content.plain("Hi"))))
        .containsExactly(new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED));
  }

  private void opened() {
    desk.robot();
    desk.simulator.write(desk.ref, chat, "Hello");
    await().atMost(Desk.PATIENCE).until(() -> desk.events.size() == 2);
  }

  private List<Shown> shown() {
    return desk.simulator.shown(desk.ref, chat);
  }

  private static Happening.MessageCreated created(Event event) {
    return (Happening.MessageCreated) event.what();
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }
}
