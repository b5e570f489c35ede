package dev.milena.platform.whatsappqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiClient;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.EventStream;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.OperatorTerminal;
import dev.milena.platform.testkit.Waiting;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real sidecar, with the real library, between the hub's own connector and WhatsApp in
 * miniature: Noise handshake, pairing, login, Signal sessions and encrypted files included.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SidecarIT {
  @TempDir static Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final ApiClient http = LoopbackHttp.client(vertx);
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile Optional<String> cursor = Optional.empty();
  private volatile Cancellable listening = () -> {};

  private FakeWhatsApp whatsApp;
  private Sidecar sidecar;

  /** Linking a phone takes a second or two: once for all. */
  @BeforeAll
  void start() {
    whatsApp = new FakeWhatsApp(folder);
    sidecar = newSidecar();
  }

  @BeforeEach
  void linkAndListen() {
    if (!sidecar.is("open")) {
      link();
    }
    whatsApp.mark();
    events.clear();
    failures.clear();
    listen();
  }

  @AfterEach
  void listenNoMore() {
    listening.cancel();
  }

  @AfterAll
  void stop() {
    if (sidecar != null) {
      sidecar.close();
      whatsApp.close();
    }
    Waiting.on(vertx.close());
  }

  private Sidecar newSidecar() {
    return new Sidecar(whatsApp, folder.resolve("volume"), http);
  }

  private void link() {
    whatsApp.scan(sidecar.code());
    sidecar.becomes("open");
  }

  private void listen() {
    listening =
        new WhatsAppQrStream(http)
            .open(sidecar.account(), cursor)
            .subscribe()
            .with(this::take, failures::add);
  }

  private void take(EventStream.Batch batch) {
    events.addAll(batch.translation().events());
    cursor = batch.cursor();
  }

  private Event hears(Predicate<Event> wanted) {
    await().atMost(Sidecar.PATIENCE).until(() -> events.stream().anyMatch(wanted));
    return events.stream().filter(wanted).findFirst().orElseThrow();
  }

  private static boolean says(Event event, String text) {
    return event.what() instanceof Happening.MessageCreated c
        && c.message().text().filter(text::equals).isPresent();
  }

  private static Command command(String chat, String id, Action action) {
    return Command.of(id, Address.of(ConversationRef.of(Sidecar.REF, chat)), action);
  }

  /** Carries a command out as egress does; gives what its last call came to. */
  private DeliveryResult deliver(String id, Action action) {
    return deliver(FakeWhatsApp.ALEX, id, action);
  }

  private DeliveryResult deliver(String chat, String id, Action action) {
    WhatsAppQrSender sender = new WhatsAppQrSender(http);
    Account account = sidecar.account();
    DeliveryResult result = DeliveryResult.Delivered.unnamed();
    for (Step step : ((Plan.Steps) sender.plan(account, command(chat, id, action))).steps()) {
      result = sender.deliver(account, step, Map.of()).await().atMost(Sidecar.PATIENCE);
    }
    return result;
  }

  private String send(String id, String text) {
    DeliveryResult.Delivered delivered =
        (DeliveryResult.Delivered) deliver(id, Action.Send.of(Content.plain(text)));
    return delivered.messageIds().getFirst();
  }

  @Test
  void partsKeepWhatTheyPromise() {
    try (NodeClient units = NodeClient.start(Path.of("sidecar"), "test/units.mjs", Map.of())) {
      // When
      JsonNode ended = units.await(said -> said.has("ended"), Sidecar.PATIENCE);

      // Then
      assertThat(ended.path("failed")).as(ended.toString()).isEmpty();
      assertThat(ended.path("passed").asInt()).isGreaterThan(10);
    }
  }

  @Test
  void linkedByItsCodeItHearsAndIsHeard() {
    // When
    whatsApp.write("3EB0ALEX1", "Hello *you* 👋");
    Event hello = hears(e -> says(e, "Hello you 👋"));

    // Then
    assertThat(hello.conversation().orElseThrow().id()).isEqualTo(FakeWhatsApp.ALEX);
    assertThat(hello.sender().orElseThrow().name()).hasValue("Alex Sample");

    // When
    String answer =
        ((DeliveryResult.Delivered)
                deliver(
                    "c1",
                    new Action.Send(
                        Content.plain("Hello Alex"),
                        Optional.of(MessageRef.known("3EB0ALEX1")),
                        Optional.empty())))
            .messageIds()
            .getFirst();

    // Then
    JsonNode sent = whatsApp.sent();
    assertThat(sent.path("sent").asText()).isEqualTo(answer);
    assertThat(sent.at("/message/extendedTextMessage/text").asText()).isEqualTo("Hello Alex");
    assertThat(sent.at("/message/extendedTextMessage/contextInfo/stanzaId").asText())
        .isEqualTo("3EB0ALEX1");
    assertThat(
            sent.at("/message/extendedTextMessage/contextInfo/quotedMessage/conversation").asText())
        .isEqualTo("Hello *you* 👋");

    // When
    String again = send("c1", "Hello Alex");
    deliver("c2", new Action.Edit(MessageRef.known(answer), Content.plain("Hello, Alex")));

    // Then
    assertThat(again).isEqualTo(answer);
    JsonNode edit = whatsApp.sent();
    assertThat(edit.at("/message/protocolMessage/type").asText()).isEqualTo("MESSAGE_EDIT");
    assertThat(edit.at("/message/protocolMessage/key/id").asText()).isEqualTo(answer);

    // When
    deliver("c3", new Action.AddReaction(MessageRef.known("3EB0ALEX1"), "👍"));
    deliver("c4", new Action.Delete(MessageRef.known(answer)));
    deliver("c5", new Action.Read(MessageRef.known("3EB0ALEX1")));
    deliver("c6", new Action.StartTyping());

    // Then
    JsonNode reaction = whatsApp.sent();
    assertThat(reaction.at("/message/reactionMessage/text").asText()).isEqualTo("👍");
    assertThat(reaction.at("/message/reactionMessage/key/fromMe").asBoolean(true)).isFalse();
    JsonNode revoke = whatsApp.sent();
    assertThat(revoke.at("/message/protocolMessage/type").asText()).isEqualTo("REVOKE");
    assertThat(revoke.at("/message/protocolMessage/key/id").asText()).isEqualTo(answer);
    assertThat(whatsApp.sees("receipt").at("/receipt/id").asText()).isEqualTo("3EB0ALEX1");
    assertThat(whatsApp.sees("chatstate").path("chatstate").asText()).isEqualTo("composing");

    // When
    whatsApp.receipt(answer);
    whatsApp.change("3EB0ALEX2", change("MESSAGE_EDIT"));
    whatsApp.change("3EB0ALEX3", change("REVOKE"));
    whatsApp.writeOnThePhone("3EB0PHONE1", "By hand");

    // Then
    assertThat(
            ((Happening.DeliveryStatus)
                    hears(e -> e.what() instanceof Happening.DeliveryStatus).what())
                .delivery()
                .messageId())
        .isEqualTo(answer);
    assertThat(
            ((Happening.MessageEdited)
                    hears(e -> e.what() instanceof Happening.MessageEdited).what())
                .message()
                .text())
        .hasValue("Hello again");
    assertThat(
            ((Happening.MessageDeleted)
                    hears(e -> e.what() instanceof Happening.MessageDeleted).what())
                .message()
                .id())
        .isEqualTo("3EB0ALEX1");
    Event byHand = hears(e -> says(e, "By hand"));
    assertThat(byHand.sender().orElseThrow().self()).isTrue();
    assertThat(byHand.conversation().orElseThrow().id()).isEqualTo(FakeWhatsApp.ALEX);
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(failures).isEmpty();
  }

  private static ObjectNode change(String type) {
    ObjectNode message = Json.mapper().createObjectNode();
    ObjectNode change = message.putObject("protocolMessage").put("type", type);
    change
        .putObject("key")
        .put("remoteJid", FakeWhatsApp.ALEX)
        .put("fromMe", false)
        .put("id", "3EB0ALEX1");
    if (type.equals("MESSAGE_EDIT")) {
      change.put("timestampMs", 1_760_000_001_000L);
      change.putObject("editedMessage").put("conversation", "Hello again");
    }
    return message;
  }

  @Test
  void groupsAreHeardAndAnswered() {
    // When
    whatsApp.writeInGroup("3EB0GROUP1", "To all of you");
    Event event = hears(e -> says(e, "To all of you"));

    // Then
    assertThat(event.conversation().orElseThrow().id()).isEqualTo(FakeWhatsApp.GROUP);
    assertThat(event.sender().orElseThrow().id()).isEqualTo(FakeWhatsApp.ALEX);

    // When
    deliver(FakeWhatsApp.GROUP, "g1", Action.Send.of(Content.plain("To you too")));
    deliver(FakeWhatsApp.GROUP, "g2", new Action.AddReaction(MessageRef.known("3EB0GROUP1"), "👍"));

    // Then
    assertThat(whatsApp.sent().at("/message/extendedTextMessage/text").asText())
        .isEqualTo("To you too");
    JsonNode reaction = whatsApp.sent();
    assertThat(reaction.at("/message/reactionMessage/key/participant").asText())
        .isEqualTo(FakeWhatsApp.ALEX);
  }

  @Test
  void filesGoBothWaysWholeAndEncrypted() {
    // Given
    byte[] bytes = "%PDF-1.7 not really".getBytes(StandardCharsets.UTF_8);

    // When
    whatsApp.sendFile("3EB0FILE1", "offer.pdf", Base64.getEncoder().encodeToString(bytes));
    Event event =
        hears(e ->
            e.what() instanceof Happening.MessageCreated c && !c.message().attachments().isEmpty());

    // Then
    Attachment got = ((Happening.MessageCreated) event.what()).message().attachments().getFirst();
    assertThat(got.name()).hasValue("offer.pdf");
    Buffer all = Buffer.buffer();
    new WhatsAppQrMedia(http)
        .open(sidecar.account(), got)
        .await()
        .atMost(Sidecar.PATIENCE)
        .bytes()
        .collect()
        .asList()
        .await()
        .atMost(Sidecar.PATIENCE)
        .forEach(all::appendBuffer);
    assertThat(all.getBytes()).isEqualTo(bytes);

    // When
    try (LentFile file = new LentFile(vertx, bytes)) {
      Attachment sent =
          Attachment.of(AttachmentType.FILE)
              .name("answer.pdf")
              .mime("application/pdf")
              .url(file.url())
              .build();
      deliver("f1", Action.Send.of(Content.of(RichText.plain("Ours"), List.of(sent), List.of())));
    }

    // Then
    JsonNode message = whatsApp.sent();
    assertThat(message.at("/message/documentMessage/fileName").asText()).isEqualTo("answer.pdf");
    assertThat(message.at("/message/documentMessage/caption").asText()).isEqualTo("Ours");
    assertThat(Base64.getDecoder().decode(message.path("file").asText())).isEqualTo(bytes);
  }

  @Test
  void linkOutlivesARestartAndNothingIsLostMeanwhile() {
    // Given
    listening.cancel();
    whatsApp.write("3EB0BEFORE", "Before");
    whatsApp.sees("receipt");
    sidecar.close();
    whatsApp.sees("closed");
    whatsApp.write("3EB0MEANWHILE", "Meanwhile");

    // When
    sidecar = newSidecar();
    sidecar.becomes("open");
    listen();

    // Then
    hears(e -> says(e, "Before"));
    hears(e -> says(e, "Meanwhile"));
    assertThat(send("r1", "Still here")).isNotBlank();
    assertThat(whatsApp.sent().at("/message/extendedTextMessage/text").asText())
        .isEqualTo("Still here");
  }

  @Test
  void endsOfAConnectionMeanWhatTheyMean() {
    // When
    sidecar.becomesAnew("open", () -> whatsApp.end(515));

    // Then
    assertThat(failures).isEmpty();

    // When
    whatsApp.end(440);

    // Then
    sidecar.becomes("replaced");
    await().atMost(Sidecar.PATIENCE).until(() -> !failures.isEmpty());
    assertThat(failures.getFirst()).isInstanceOf(StreamFailure.class);
    assertThat(failures.getFirst()).hasMessageContaining("Another process uses the same link");
    assertThat(deliver("e1", Action.Send.of(Content.plain("Not now"))))
        .isInstanceOf(DeliveryResult.Throttled.class);

    // When
    sidecar.call("POST", "/resume", Sidecar.ADMIN_TOKEN);

    // Then
    sidecar.becomes("open");
    assertThat(send("e1", "Now")).isNotBlank();

    // When
    whatsApp.remove();

    // Then
    sidecar.becomes("logged_out");
    link();
  }

  @Test
  void whatWhatsAppDoesNotTakeIsNotBelieved() {
    // Given
    whatsApp.refuseNext("463");

    // When
    DeliveryResult refused = deliver("n1", Action.Send.of(Content.plain("To a stranger")));

    // Then
    assertThat(refused).isInstanceOf(DeliveryResult.Rejected.class);
    whatsApp.sent();

    // When
    whatsApp.hangUpNext();
    DeliveryResult unknown = deliver("n2", Action.Send.of(Content.plain("Once")));
    String first = whatsApp.sent().path("sent").asText();
    sidecar.becomes("open");
    String second = send("n2", "Once");

    // Then
    assertThat(unknown).isInstanceOf(DeliveryResult.Unconfirmed.class);
    assertThat(second).isEqualTo(first);
    assertThat(whatsApp.sent().path("sent").asText()).isEqualTo(first);
  }

  @Test
  void codeIsShownToAdministratorsAlone() {
    // Given
    Instant begun = Instant.now();
    OperatorTerminal terminal = new OperatorTerminal(WhatsAppQrCommands::new);
    terminal.set(Sidecar.REF, sidecar.account().settings());
    assertThat(terminal.type("status", "--account", "real")).isZero();
    assertThat(terminal.type("unlink", "--account", "real")).isZero();
    assertThat(terminal.shown()).contains("State: open");
    whatsApp.sees("removed");
    sidecar.becomes("logged_out");

    // When
    CompletableFuture<Integer> pairing =
        CompletableFuture.supplyAsync(() -> terminal.type("pair", "--account", "real"));
    await().atMost(Sidecar.PATIENCE).until(() -> terminal.shown().contains("▀"));

    // Then
    assertThat(sidecar.call("GET", "/qr", Sidecar.TOKEN).status()).isEqualTo(401);
    assertThat(sidecar.call("POST", "/pair", Sidecar.TOKEN).status()).isEqualTo(401);
    assertThat(sidecar.call("GET", "/", "nobody").body().toString()).doesNotContain("<img");
    String code = sidecar.call("GET", "/qr", Sidecar.ADMIN_TOKEN).json().path("qr").asText();
    assertThat(code).startsWith("https://wa.me/settings/linked_devices#2@REF1,");
    String page = sidecar.pageAfterSigningIn();
    assertThat(page).contains("<img alt=\"Code to scan\" src=\"data:image/svg+xml;base64,");

    // When
    whatsApp.scan(code);

    // Then
    assertThat(pairing.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
    assertThat(terminal.shown()).contains("can be banned").contains("The phone is linked.");
    assertThat(sidecar.call("GET", "/qr", Sidecar.ADMIN_TOKEN).status()).isEqualTo(404);
    assertThat(sidecar.loggedUntil("open", begun))
        .noneMatch(line -> line.contains("REF1") || line.contains("▀"));
    terminal.close();
  }
}
