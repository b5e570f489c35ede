package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.RichText;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The part of {@link InboundContract} that is about single inputs: who may bring them, what cannot
 * be read, and that what can be read says the same every time.
 */
abstract class InboundReading extends InboundPeople {
  Webhook webhook;

  @BeforeEach
  void findWebhook() {
    webhook = rig.harness().webhook().orElseThrow();
  }

  Reception receive(InboundRequest request) {
    return webhook.receive(rig.account(), request).await().atMost(Rig.PATIENCE);
  }

  Reception receive(byte[] body) {
    return receive(rig.harness().authentic(rig.account(), body));
  }

  /** The message that an input brings, which may bring other news with it. */
  Event message(byte[] body) {
    Reception reception = receive(body);
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    return ((Reception.Accepted) reception)
        .translation().events().stream()
            .filter(e -> e.what() instanceof Happening.MessageCreated)
            .findFirst()
            .orElseThrow();
  }

  byte[] message(String conversation, String id, RichText text) {
    return rig.harness().message(rig.account(), new Said(conversation, id, conversation, text));
  }

  byte[] anyMessage() {
    return message(
        rig.harness().newConversation(), rig.harness().newMessage(), RichText.plain(TEXT));
  }

  static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  @Test
  void wrongSecretIsRefused() {
    // Given
    InboundRequest forged = rig.harness().forged(rig.account(), anyMessage());

    // When
    Reception reception = receive(forged);

    // Then
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    assertThat(((Reception.Refused) reception).cause())
        .isIn(Reception.Cause.UNAUTHENTICATED, Reception.Cause.STALE);
    assertThat(webhook.refusal().status()).isBetween(400, 499);
  }

  @Test
  void inputWithAWrongSecretIsNotTakenEvenFromTheWire() {
    // Given
    String conversation = rig.harness().newConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.BadSignature(1));

    // When
    rig.simulator().write(rig.ref(), conversation, TEXT);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> !rig.hub().taken().isEmpty());
    assertThat(rig.hub().taken().getFirst().reception()).isInstanceOf(Reception.Refused.class);
    await().atMost(Rig.PATIENCE).until(() -> rig.simulator().ledger().refused() == 1);
  }

  @Test
  void brokenBodyIsRefusedAsUnreadable() {
    // When
    Reception reception = receive(rig.harness().broken());

    // Then
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "\"x\"",
        "[]",
        "{}",
        "[{}]",
        "{\"message\":{}}",
        "{\"message\":[1]}",
        "\u0000"
      })
  void strangeBodyNeverFailsAndMakesNoEvent(String body) {
    // When
    Reception reception = receive(body.getBytes(StandardCharsets.UTF_8));

    // Then
    List<Event> made =
        reception instanceof Reception.Accepted a ? a.translation().events() : List.of();
    assertThat(made).isEmpty();
  }

  @Test
  void deeplyNestedBodyIsRefusedAsUnreadable() {
    // Given
    String body = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);

    // When
    Reception reception = receive(body.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(reception).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void unknownKindMakesNoEventAndIsNoticed() {
    // When
    Reception reception = receive(rig.harness().unknown(rig.account()));

    // Then
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    Reception.Accepted accepted = (Reception.Accepted) reception;
    assertThat(accepted.translation().events()).isEmpty();
    assertThat(accepted.translation().hasUnknown()).isTrue();
    assertThat(accepted.reply().status()).isBetween(200, 299);
  }

  @Test
  void idsBeyond32BitsStayWhatTheyAre() {
    // Given
    String conversation = rig.harness().newConversation();
    String id = rig.harness().newMessage();

    // When
    Event event = message(message(conversation, id, RichText.plain(TEXT)));

    // Then
    assertThat(event.conversation().orElseThrow().id()).isEqualTo(conversation);
    assertThat(event.sender().orElseThrow().id()).isEqualTo(conversation);
    assertThat(created(event).id()).hasValue(id);
  }

  @Test
  void marksAreCountedInUtf16Units() {
    // Given
    String text = "👋🏽👋 bold 👋";
    Mark bold = Mark.of(MarkType.BOLD, text.indexOf("bold"), 4);
    byte[] body =
        message(
            rig.harness().newConversation(),
            rig.harness().newMessage(),
            new RichText(text, List.of(bold)));

    // When
    Message message = created(message(body));

    // Then
    assertThat(message.text()).hasValue(text);
    assertThat(message.marks()).isEqualTo(rig.harness().readsMarks() ? List.of(bold) : List.of());
  }

  @Test
  void nobodysWordsAreInWhatIsLogged() {
    // Given
    String words = "confidential-" + rig.harness().newMessage();
    byte[] body =
        message(rig.harness().newConversation(), rig.harness().newMessage(), RichText.plain(words));

    // When
    InboundRequest request = rig.harness().authentic(rig.account(), body);
    Reception reception = receive(request);

    // Then
    assertThat(reception.toString()).doesNotContain(words);
    assertThat(request.toString()).doesNotContain(words);
  }

  @Test
  void anEventReadsTheSameAfterItsJourney() {
    // Given
    Event event = message(anyMessage());

    // When
    Event read = Envelopes.event(Envelopes.wrap(event));

    // Then
    assertThat(read).isEqualTo(event);
  }

  @Test
  void theSameInputGivesTheSameEventIds() {
    // Given
    InboundRequest request = rig.harness().authentic(rig.account(), anyMessage());

    // When
    Reception first = receive(request);
    Reception second = receive(request);

    // Then
    List<String> ids = ids(((Reception.Accepted) first).translation().events());
    List<String> again = ids(((Reception.Accepted) second).translation().events());
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    if (rig.harness().namesMessages()) {
      assertThat(again).isEqualTo(ids);
    } else {
      assertThat(again).doesNotContainAnyElementsOf(ids);
    }
  }
}
