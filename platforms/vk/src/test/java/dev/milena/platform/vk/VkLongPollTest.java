package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listening: where it begins, what moves the position, and what VK forgets. */
class VkLongPollTest {
  private static final AccountRef REF = new AccountRef("vk", "polling");
  private static final String CHAT = "5000000001";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private final Vertx vertx = Vertx.vertx();
  private final VkPolling polling;
  private final Account account;

  VkLongPollTest() {
    var http = LoopbackHttp.client(vertx);
    polling = new VkPolling(http, new VkNames(http));
    account = new Account(REF, 1, simulator.openStream(REF).orElseThrow().put("poll-wait", "5s"));
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private AssertSubscriber<Batch> listen(Optional<String> cursor, int batches) {
    return polling
        .open(account, cursor)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(batches));
  }

  private static List<Batch> batches(AssertSubscriber<Batch> listener, int atLeast) {
    await().atMost(PATIENCE).until(() -> listener.getItems().size() >= atLeast);
    return List.copyOf(listener.getItems());
  }

  private static Stream<String> ids(Batch batch) {
    return batch.translation().events().stream().map(Event::id);
  }

  private VkUpdates updates() {
    return simulator.community(REF).updates();
  }

  @Test
  void firstBatchSaysWhereItBeginsBeforeAnythingIsAsked() {
    // When
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    // Then
    Batch first = batches(listener, 1).getFirst();
    assertThat(first.translation().events()).isEmpty();
    assertThat(first.cursor()).isPresent();
    assertThat(updates().isAsked()).isFalse();
    listener.cancel();
  }

  @Test
  void whatCameBeforeTheFirstQuestionIsBroughtToWhoeverHasTheCursor() {
    // Given
    AssertSubscriber<Batch> died = listen(Optional.empty(), 1);
    Optional<String> cursor = batches(died, 1).getFirst().cursor();
    died.cancel();
    simulator.write(REF, CHAT, "Meanwhile");
    // When
    AssertSubscriber<Batch> successor = listen(cursor, 1);
    // Then
    assertThat(ids(batches(successor, 1).getFirst())).hasSize(1);
    successor.cancel();
  }

  @Test
  void nextQuestionWaitsUntilTheBatchBeforeIsSafe() {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    simulator.write(REF, CHAT, "One");
    // When
    listener.request(1);
    Batch batch = batches(listener, 2).getLast();
    // Then
    assertThat(ids(batch)).hasSize(1);
    assertThat(updates().isAsked()).isFalse();
    assertThat(simulator.ledger().taken()).isZero();
    // When
    listener.request(1);
    // Then
    await().atMost(PATIENCE).until(() -> simulator.ledger().taken() == 1);
    listener.cancel();
  }

  @Test
  void keyThatEndedIsReplacedAndThePositionStays() {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    updates().expireKey();
    simulator.write(REF, CHAT, "Under the new key");
    // When
    listener.request(1);
    // Then
    Batch batch = batches(listener, 2).getLast();
    assertThat(ids(batch)).hasSize(1);
    assertThat(batch.translation().skipped()).isEmpty();
    listener.cancel();
  }

  /** What ends the history at the simulated VK. */
  private enum Ending {
    FORGOTTEN(VkUpdates::forget),
    SESSION_LOST(VkUpdates::endSession);

    private final Consumer<VkUpdates> how;

    Ending(Consumer<VkUpdates> how) {
      this.how = how;
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgottenMessagesAreReadWhereTheyStandAndListeningGoesOn(Ending ending) {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    simulator.write(REF, CHAT, "Missed");
    simulator.write(REF, "2000000007", "Missed in a group");
    simulator.write(REF, CHAT, "Missed as well");
    ending.how.accept(updates());
    // When
    listener.request(3);
    // Then
    List<Batch> found = batches(listener, 4).subList(1, 4);
    assertThat(found.stream().flatMap(VkLongPollTest::ids))
        .containsExactlyInAnyOrder(created(CHAT, 1), created(CHAT, 2), created("2000000007", 1))
        .containsSubsequence(created(CHAT, 1), created(CHAT, 2));
    assertThat(found.getFirst().cursor()).isEmpty();
    assertThat(found.getLast().translation().skipped())
        .containsExactly(new Translation.Skipped(VkLongPoll.LOST));
    assertThat(found.getLast().cursor()).isPresent();
    // When
    simulator.write(REF, CHAT, "Heard");
    listener.request(1);
    // Then
    assertThat(ids(batches(listener, 5).getLast())).containsExactly(created(CHAT, 3));
    listener.cancel();
  }

  private String created(String peer, int number) {
    return "vk/%s/%s/%d/created".formatted(VkAccount.of(account).groupId(), peer, number);
  }

  @Test
  void whoDiesWithinAGapFillsItOnceMore() {
    // Given
    AssertSubscriber<Batch> died = listen(Optional.empty(), 1);
    Optional<String> cursor = batches(died, 1).getFirst().cursor();
    simulator.write(REF, CHAT, "Missed");
    updates().forget();
    died.request(1);
    List<String> first = ids(batches(died, 2).getLast()).toList();
    died.cancel();
    // When
    AssertSubscriber<Batch> successor = listen(cursor, 1);
    // Then
    assertThat(ids(batches(successor, 1).getFirst())).containsExactlyElementsOf(first).isNotEmpty();
    successor.cancel();
  }

  @Test
  void whereNoHistoryMayBeReadTheGapIsCounted() {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    simulator.write(REF, CHAT, "Missed");
    updates().forget();
    simulator.community(REF).keepToItself();
    // When
    listener.request(1);
    // Then
    Batch gap = batches(listener, 2).getLast();
    assertThat(gap.translation()).isEqualTo(Translation.ignored(VkLongPoll.LOST));
    assertThat(gap.cursor()).isPresent();
    listener.cancel();
  }

  @Test
  void positionWithoutATimeHasNoHistoryToRead() {
    // Given
    simulator.write(REF, CHAT, "Long ago, for all that anybody knows");
    // When
    AssertSubscriber<Batch> listener = listen(Optional.of("999999"), 1);
    // Then
    Batch gap = batches(listener, 1).getFirst();
    assertThat(gap.translation()).isEqualTo(Translation.ignored(VkLongPoll.LOST));
    assertThat(gap.cursor().map(VkPosition::parse).map(VkPosition::ts)).hasValue("1001");
    listener.cancel();
  }

  @Test
  void lookingBackOverlapsAsLongAsTheHubKnowsARepeat() {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    Instant lately = now.minus(Duration.ofDays(6));
    Instant longAgo = now.minus(Duration.ofDays(8));
    assertThat(VkLongPoll.lookedBack(lately, now)).isBefore(lately);
    assertThat(VkLongPoll.lookedBack(longAgo, now)).isEqualTo(longAgo);
  }

  /** As VK tells of a message that is too long for an event. */
  private void tellCut(String text, int number) {
    ObjectNode object = Json.mapper().createObjectNode();
    object
        .putObject("message")
        .put("date", 1_790_000_000L)
        .put("from_id", Long.parseLong(CHAT))
        .put("peer_id", Long.parseLong(CHAT))
        .put("conversation_message_id", number)
        .put("is_cropped", true)
        .put("text", text);
    simulator.people().tell(REF, CHAT, "message_new", object);
  }

  private static Message message(Event event) {
    return ((Happening.MessageCreated) event.what()).message();
  }

  @Test
  void messageThatIsCutIsReadWhole() {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    simulator.write(REF, CHAT, "The beginning and the end");
    listener.request(1);
    batches(listener, 2);
    tellCut("The beginning", 1);
    // When
    listener.request(1);
    // Then
    Event event = batches(listener, 3).getLast().translation().events().getFirst();
    assertThat(event.id()).isEqualTo(created(CHAT, 1));
    assertThat(message(event).text()).hasValue("The beginning and the end");
    assertThat(message(event).context().map(c -> c.has("is_cropped")).orElse(false)).isFalse();
    listener.cancel();
  }

  @Test
  void whatVkDoesNotGiveStaysAsItCame() {
    // Given
    AssertSubscriber<Batch> listener = listen(Optional.empty(), 1);
    batches(listener, 1);
    simulator.community(REF).keepToItself();
    tellCut("The beginning", 1);
    // When
    listener.request(1);
    // Then
    Event event = batches(listener, 2).getLast().translation().events().getFirst();
    assertThat(message(event).text()).hasValue("The beginning");
    assertThat(message(event).context().map(c -> c.path("is_cropped").asBoolean())).hasValue(true);
    listener.cancel();
  }

  @Test
  void eventsHaveNamesWhereVkTellsThem() {
    // Given
    simulator.write(REF, "2000000007", "In a chat");
    // When
    AssertSubscriber<Batch> listener = listen(Optional.of("1000"), 1);
    // Then
    Event event = batches(listener, 1).getFirst().translation().events().getFirst();
    assertThat(event.sender().flatMap(s -> s.name())).hasValue("Guest 5550001");
    assertThat(event.conversation().flatMap(c -> c.title())).hasValue("Chat 2000000007");
    listener.cancel();
  }
}
