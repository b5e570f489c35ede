package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.Posted;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of people and chats: asked for together, once, and never at an event's cost. */
class VkNamesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So many samples that one which the machine held up does not count. */
  private static final int SAMPLES = 9;

  private static final Duration MORE_THAN_USUAL = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private final VkNames names = new VkNames(LoopbackHttp.client(vertx));
  private final VkWebhook webhook = new VkWebhook(LoopbackHttp.client(vertx), names);

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Account account(String name, String namesWithin) {
    AccountRef ref = new AccountRef("vk", name);
    return new Account(
        ref, 1, simulator.open(ref, "http://127.0.0.1:1").put("names-within", namesWithin));
  }

  private Uni<Event> receive(Account account, String from, String peer) {
    ObjectNode body = VkFixtures.body("message_text");
    body.put("group_id", Long.parseLong(VkAccount.of(account).groupId()));
    body.put("secret", VkAccount.of(account).secret().orElseThrow());
    body.withObject("/object/message")
        .put("from_id", Long.parseLong(from))
        .put("peer_id", Long.parseLong(peer));
    return webhook
        .receive(account, Posted.now(Json.bytes(body)))
        .map(reception -> ((Reception.Accepted) reception).translation().events().getFirst());
  }

  private Event received(Account account, String from, String peer) {
    return receive(account, from, peer).await().atMost(PATIENCE);
  }

  private static Optional<String> name(Event event) {
    return event.sender().flatMap(who -> who.name());
  }

  @Test
  void peopleAndChatsAreNamed() {
    // When
    Event event = received(account("named", "2s"), "5000000001", "2000000007");
    // Then
    assertThat(name(event)).hasValue("Guest 5000000001");
    assertThat(event.sender().flatMap(who -> who.username())).hasValue("id5000000001");
    assertThat(event.conversation().flatMap(where -> where.title())).hasValue("Chat 2000000007");
  }

  @Test
  void communityIsNamedToo() {
    assertThat(name(received(account("community", "2s"), "-99", "2000000007")))
        .hasValue("Community 99");
  }

  @Test
  void whoIsKnownIsNotAskedForAgain() {
    // Given
    Account account = account("cached", "2s");
    received(account, "5000000001", "5000000001");
    long lookups = simulator.lookups();
    // When
    Event again = received(account, "5000000001", "5000000001");
    // Then
    assertThat(name(again)).hasValue("Guest 5000000001");
    assertThat(simulator.lookups()).isEqualTo(lookups);
  }

  @Test
  void manyNewPeopleAreAskedForTogether() {
    // Given
    Account account = account("many", "2s");
    // When
    List<Event> events =
        Uni.join()
            .all(
                IntStream.range(0, 200)
                    .mapToObj(i -> receive(account, "" + (5_000_000_000L + i), "2000000007"))
                    .toList())
            .andFailFast()
            .await()
            .atMost(PATIENCE);
    // Then
    assertThat(events).allMatch(event -> name(event).isPresent());
    assertThat(simulator.lookups()).isLessThan(20);
  }

  @Test
  void whatVkSaysTooLateIsForTheNextEvent() {
    // Given
    Account account = account("late", "0s");
    // When
    Event first = received(account, "5000000001", "5000000001");
    // Then
    assertThat(name(first)).isEmpty();
    await()
        .atMost(PATIENCE)
        .until(() -> name(received(account, "5000000001", "5000000001")).isPresent());
  }

  /** How long an event of a person takes whom nobody knows yet, in the middle of several. */
  private long millis(String kind) {
    long[] took =
        IntStream.range(0, SAMPLES)
            .mapToObj(i -> account(kind + i, "200ms"))
            .mapToLong(account -> {
              long begin = System.nanoTime();
              Event event = received(account, "5000000001", "2000000007");
              assertThat(event.id()).endsWith("/2000000007/12/created");
              return Duration.ofNanos(System.nanoTime() - begin).toMillis();
            })
            .toArray();
    return LongStream.of(took).sorted().skip(SAMPLES / 2).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = VkSimulator.Names.class,
      names = {"SILENT", "FAILING"})
  void eventsFlowWithoutNamesWhileNobodyTellsThem(VkSimulator.Names how) {
    // Given
    long usual = millis("usual");
    simulator.names(how);
    // When
    long down = millis("down");
    // Then
    assertThat(Duration.ofMillis(down - usual)).isLessThan(MORE_THAN_USUAL);
  }

  @Test
  void onlyTheFirstWaitsWhileNobodyAnswers() {
    // Given
    Account account = account("silent", "1s");
    simulator.names(VkSimulator.Names.SILENT);
    assertThat(name(received(account, "5000000001", "5000000001"))).isEmpty();
    long begin = System.nanoTime();
    // When
    List<Event> others =
        IntStream.range(2, 12)
            .mapToObj(i -> received(account, "500000000" + i, "500000000" + i))
            .toList();
    // Then
    assertThat(others).allMatch(event -> name(event).isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
