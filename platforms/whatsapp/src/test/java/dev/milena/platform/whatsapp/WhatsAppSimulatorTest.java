package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.model.Template;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Media;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What WhatsApp allows and refuses, and how the connector takes it. */
class WhatsAppSimulatorTest {
  private static final AccountRef REF = WhatsAppFixtures.REF;
  private static final String CHAT = "4915550001234";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final WhatsAppSimulator simulator = new WhatsAppSimulator(1, now::get);
  private final WhatsAppSender sender = new WhatsAppSender(LoopbackHttp.client(vertx));
  private final WhatsAppMedia media = new WhatsAppMedia(LoopbackHttp.client(vertx));
  private Account account;

  @BeforeEach
  void open() {
    ObjectNode settings = simulator.open(REF, "http://127.0.0.1:1");
    account = new Account(REF, 1, settings);
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private DeliveryResult send(Action action) {
    Command command = Command.of("c0ffee", Address.of(ConversationRef.of(REF, CHAT)), action);
    Map<String, String> earlier = new HashMap<>();
    DeliveryResult result = DeliveryResult.Delivered.unnamed();
    for (Step step : ((Plan.Steps) sender.plan(account, command)).steps()) {
      result = sender.deliver(account, step, earlier).await().atMost(SOON);
      if (!(result instanceof DeliveryResult.Delivered delivered)) {
        return result;
      }
      earlier.putAll(delivered.brought());
    }
    return result;
  }

  private DeliveryResult say(String text) {
    return send(Action.Send.of(Content.plain(text)));
  }

  private List<Shown> shown() {
    return simulator.shown(REF, CHAT);
  }

  @Test
  void whoHasNotWrittenForADayGetsTemplatesAlone() {
    // Given
    simulator.write(REF, CHAT, "Hello");
    now.set(now.get().plus(Duration.ofHours(24)));

    // When / Then
    assertThat(say("Too late")).isEqualTo(DeliveryResult.Rejected.because(Reasons.WINDOW_CLOSED));
    Content template =
        Content.plain("Your order")
            .by(new Template("order_shipped", "en_US", List.of("Zoë", "42")));
    assertThat(send(Action.Send.of(template))).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(shown()).extracting(Shown::text).containsExactly("template order_shipped");
  }

  @Test
  void templateThatDoesNotFitNeedsSomebody() {
    // Given
    Content template = Content.plain("x").by(new Template("order_shipped", "en_US", List.of()));

    // When / Then
    assertThat(send(Action.Send.of(template)))
        .isEqualTo(new DeliveryResult.Rejected(Reasons.NOT_PERMITTED, true));
  }

  @Test
  void whoIsSentTooMuchAtOnceHoldsUpTheirOwnConversation() {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // When
    DeliveryResult result = say("One");
    for (int i = 0; i < 60 && result instanceof DeliveryResult.Delivered; i++) {
      result = say("More");
    }

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Throttled.class);
    assertThat(((DeliveryResult.Throttled) result).scope())
        .isEqualTo(DeliveryResult.Scope.CONVERSATION);
    assertThat(simulator.ledger().throttled()).isEqualTo(1);
  }

  @Test
  void typingMarksWhatItAnswersAsRead() {
    // Given
    String message = simulator.write(REF, CHAT, "Anybody there?");

    // When
    send(new Action.StartTyping(Optional.of(MessageRef.known(message))));

    // Then
    JsonNode marked = simulator.marked(REF).getFirst();
    assertThat(marked.path("message_id").asText()).isEqualTo(message);
    assertThat(marked.has("typing_indicator")).isTrue();
  }

  @Test
  void picturesAndWordsAreOneMessageWhereTheyFit() {
    // Given
    simulator.write(REF, CHAT, "Show me");
    String address = simulator.baseUrl() + "/nothing-here";
    Attachment lost = Attachment.of(AttachmentType.IMAGE).url(address).mime("image/png").build();

    // When
    DeliveryResult result =
        send(Action.Send.of(Content.of(RichText.plain("Look"), List.of(lost), List.of())));

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Rejected.class);
    assertThat(shown()).as("without its file nothing is sent").isEmpty();
  }

  private Attachment received(byte[] bytes) {
    simulator.sendFile(
        REF, CHAT, new OfferedFile("offer.pdf", "application/pdf", bytes, Optional.empty()));
    return Attachment.of(AttachmentType.FILE).id("65000000").name("offer.pdf").build();
  }

  private Buffer read(Attachment file) {
    Media.Opened opened = media.open(account, file).await().atMost(SOON);
    Buffer all = Buffer.buffer();
    opened.bytes().collect().asList().await().atMost(SOON).forEach(all::appendBuffer);
    return all;
  }

  @Test
  void fileIsReadWholeAndDescribed() {
    // Given
    byte[] bytes = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
    Attachment file = received(bytes);

    // When
    Media.Opened opened = media.open(account, file).await().atMost(SOON);

    // Then
    assertThat(opened.mime()).hasValue("application/pdf");
    assertThat(opened.sizeBytes()).hasValue((long) bytes.length);
    assertThat(opened.name()).hasValue("offer.pdf");
    assertThat(read(file).getBytes()).isEqualTo(bytes);
  }

  @Test
  void fileThatIsNotThereIsSaidInWords() {
    assertThatExceptionOfType(Media.UnavailableException.class)
        .isThrownBy(() -> read(Attachment.of(AttachmentType.FILE).id("1").build()))
        .withMessageContaining("WhatsApp does not give the file out");
  }

  @Test
  void statusesBringBackWhichCallItWas() {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // When
    say("Hi");

    // Then
    await().atMost(SOON).until(() -> simulator.ledger().inputs() == 2);
  }
}
