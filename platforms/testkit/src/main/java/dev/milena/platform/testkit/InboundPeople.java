package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.model.RichText;
import dev.milena.platform.Media;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The part of the inbound contracts that is about people: what they do on a platform becomes
 * events, by whichever way they come.
 */
abstract class InboundPeople extends RiggedContract {
  static final String TEXT = "Grüße, мир 👋🏽";

  /** Whatever an input was, what was made of it can be written, read and found again. */
  void assertSound(Event event) {
    byte[] written = Envelopes.wrap(event).data();
    String text = new String(written, StandardCharsets.UTF_8);
    assertThat(Envelopes.event(Envelopes.wrap(event))).isEqualTo(event);
    assertThat(text).doesNotContain("\\u0000").doesNotContainPattern("\\\\u[dD][89a-fA-F]");
    assertThat(event.key()).startsWith(rig.ref().key() + "/");
    assertThat(event.id()).isPrintable().isASCII();
    assertThat(event.key()).isPrintable().isASCII();
  }

  static Message created(Event event) {
    assertThat(event.what()).isInstanceOf(Happening.MessageCreated.class);
    return ((Happening.MessageCreated) event.what()).message();
  }

  @Test
  void whatAPersonWritesIsOneEventWithItsConversationAndAccount() {
    // Given
    String conversation = rig.harness().newConversation();

    // When
    String id = rig.simulator().write(rig.ref(), conversation, TEXT);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 1);
    Event event = messages(conversation).getFirst();
    assertThat(created(event).text()).hasValue(TEXT);
    assertThat(created(event).id()).hasValue(id);
    assertThat(event.account()).isEqualTo(rig.ref());
    assertThat(event.key()).isEqualTo(event.conversation().orElseThrow().ref(rig.ref()).key());
    assertThat(event.key())
        .startsWith(rig.ref().key() + "/")
        .endsWith("/" + dev.milena.model.Keys.join(conversation));
    assertThat(event.sender()).isPresent();
    assertThat(event.sender().orElseThrow().self()).isFalse();
  }

  @Test
  void messagesOfAConversationComeInTheirOrder() {
    // Given
    String conversation = rig.harness().newConversation();

    // When
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> rig.simulator().write(rig.ref(), conversation, "Message " + i))
            .toList();

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 5);
    assertThat(messages(conversation).stream().map(e -> created(e).id().orElseThrow()))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void fileOfAPersonIsAnAttachmentThatCanBeOpened() {
    String conversation = rig.harness().newConversation();
    byte[] bytes = "%PDF-1.7 not really".getBytes(StandardCharsets.UTF_8);
    var file =
        new PlatformSimulator.OfferedFile("offer.pdf", "application/pdf", bytes, Optional.of(TEXT));
    if (!does(
        Harness.Gesture.SEND_FILE, () -> rig.simulator().sendFile(rig.ref(), conversation, file))) {
      return;
    }

    // When
    Message message = rig.happening(Happening.MessageCreated.class, conversation).message();

    // Then
    assertThat(message.text()).hasValue(TEXT);
    assertThat(message.attachments()).hasSize(1);
    Attachment attachment = message.attachments().getFirst();
    assertThat(attachment.type().isFile()).isTrue();
    assertThat(attachment.id().or(attachment::url)).isPresent();
    rig.harness().media().ifPresent(media -> assertThat(read(media, attachment)).isEqualTo(bytes));
  }

  private byte[] read(Media media, Attachment attachment) {
    Buffer all = Buffer.buffer();
    Media.Opened opened = media.open(rig.account(), attachment).await().atMost(Rig.PATIENCE);
    opened.bytes().collect().asList().await().atMost(Rig.PATIENCE).forEach(all::appendBuffer);
    return all.getBytes();
  }

  @Test
  void editOfAPersonIsAnEventAboutTheSameMessage() {
    String conversation = rig.harness().newConversation();
    String id = rig.simulator().write(rig.ref(), conversation, "First");
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 1);
    Event first = messages(conversation).getFirst();
    if (!does(
        Harness.Gesture.EDIT, () -> rig.simulator().edit(rig.ref(), conversation, id, TEXT))) {
      return;
    }

    // When
    Event edit =
        rig.event(e -> Rig.isIn(e, conversation) && e.what() instanceof Happening.MessageEdited);

    // Then
    Message edited = ((Happening.MessageEdited) edit.what()).message();
    assertThat(edited.id()).hasValue(id);
    assertThat(edited.text()).hasValue(TEXT);
    assertThat(edit.id()).isNotEqualTo(first.id());
  }

  @Test
  void answerOfAPersonNamesTheMessageThatItAnswers() {
    String conversation = rig.harness().newConversation();
    String question = rig.simulator().write(rig.ref(), conversation, "Question");
    if (!does(
        Harness.Gesture.REPLY,
        () -> rig.simulator().reply(rig.ref(), conversation, question, TEXT))) {
      return;
    }

    // When
    Event answer =
        rig.event(e ->
            Rig.isIn(e, conversation)
                && e.what() instanceof Happening.MessageCreated c
                && c.message().text().filter(TEXT::equals).isPresent());

    // Then
    assertThat(created(answer).replyTo()).hasValue(question);
  }

  @Test
  void pressOfAButtonCarriesItsValue() {
    String conversation = rig.openConversation();
    List<List<Button>> buttons = List.of(List.of(Button.pressing("choice", "Yes", "yes-1")));
    Content content = Content.of(RichText.plain("Well?"), List.of(), buttons);
    List<String> sent = rig.deliver(rig.command(conversation, Action.Send.of(content)));
    String message = sent.isEmpty() ? rig.shown(conversation).getLast().id() : sent.getLast();
    if (!does(
        Harness.Gesture.PRESS,
        () -> rig.simulator().press(rig.ref(), conversation, message, "yes-1"))) {
      return;
    }

    // When
    Happening.InteractionPressed pressed =
        rig.happening(Happening.InteractionPressed.class, conversation);

    // Then
    assertThat(pressed.interaction().value()).hasValue("yes-1");
    assertThat(pressed.interaction().messageId()).hasValue(message);
  }

  /** What people have written in a conversation, as far as the hub has it. */
  final List<Event> messages(String conversation) {
    return rig.hub()
        .events()
        .filter(e -> Rig.isIn(e, conversation) && e.what() instanceof Happening.MessageCreated)
        .toList();
  }

  /**
   * Lets a person do something; where that is not possible here, checks that the simulator says so.
   */
  private boolean does(Harness.Gesture gesture, Runnable action) {
    if (rig.harness().gestures().contains(gesture)) {
      action.run();
      return true;
    }
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(action::run);
    return false;
  }
}
