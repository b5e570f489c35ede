package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.ApiClient;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A platform, its simulator, an account on it and a small hub: what one contract test needs, made
 * and closed by it.
 */
final class Rig implements AutoCloseable {
  /** Loopback, and at most two repetitions of a platform that waits seconds in between. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A platform may ask for patience so often before a contract gives up on it. */
  private static final int THROTTLED_MAX = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Harness harness;
  private final Hub hub = new Hub(vertx);
  private final AccountRef ref;
  private final ObjectNode settings;
  private final Account account;

  private Rig(BiFunction<Vertx, ApiClient, Harness> make) {
    harness = make.apply(vertx, LoopbackHttp.client(vertx));
    ref = new AccountRef(harness.platform().key(), "contract");
    settings = harness.simulator().open(ref, hub.url());
    account = new Account(ref, 1, settings);
    hub.serve(harness.webhook(), account);
  }

  /** With a hub that hears what people do: it is called, or it listens where nobody calls. */
  static Rig open(BiFunction<Vertx, ApiClient, Harness> make) {
    Rig rig = new Rig(make);
    if (rig.harness.webhook().isEmpty()) {
      rig.harness.stream().ifPresent(stream -> rig.hub.listen(stream, rig.account));
    }
    return rig;
  }

  /** With a hub that does not listen, since the test does. */
  static Rig unheard(BiFunction<Vertx, ApiClient, Harness> make) {
    return new Rig(make);
  }

  Harness harness() {
    return harness;
  }

  PlatformSimulator simulator() {
    return harness.simulator();
  }

  Hub hub() {
    return hub;
  }

  AccountRef ref() {
    return ref;
  }

  Account account() {
    return account;
  }

  /** Settings as the simulator handed them out. */
  ObjectNode settings() {
    return settings.deepCopy();
  }

  /** A chat in which a person has written, so that an account may answer there. */
  String openConversation() {
    String conversation = harness.newConversation();
    long taken = simulator().ledger().taken();
    simulator().write(ref, conversation, "Hello");
    if (hub.hears()) {
      event(e -> isIn(e, conversation));
      await().atMost(PATIENCE).until(() -> simulator().ledger().taken() > taken);
    }
    return conversation;
  }

  static boolean isIn(Event event, String conversation) {
    return event.conversation().filter(c -> c.id().equals(conversation)).isPresent();
  }

  /** Waits until the hub has such an event, and gives the first. */
  Event event(Predicate<Event> wanted) {
    await().atMost(PATIENCE).until(() -> hub.events().anyMatch(wanted));
    return hub.events().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits until the hub has an event of that kind in a conversation, and gives what happened. */
  <T extends Happening> T happening(Class<T> kind, String conversation) {
    return kind.cast(event(e -> kind.isInstance(e.what()) && isIn(e, conversation)).what());
  }

  Command command(String conversation, Action action) {
    return Command.of(
        UUID.randomUUID().toString().replace("-", ""),
        Address.of(ConversationRef.of(ref, conversation)),
        action);
  }

  Plan plan(Command command) {
    return harness.outbound().plan(account, command);
  }

  /** Plans a command that this platform must be able to carry out. */
  Plan.Steps steps(Command command) {
    Plan plan = plan(command);
    assertThat(plan).isInstanceOf(Plan.Steps.class);
    return (Plan.Steps) plan;
  }

  /**
   * Carries out a command as egress does, obeying the platform's limits, and gives the ids of what
   * it brought about.
   */
  List<String> deliver(Command command) {
    List<String> ids = new ArrayList<>();
    Map<String, String> earlier = new HashMap<>();
    for (Step step : steps(command).steps()) {
      DeliveryResult result = patiently(step, earlier);
      assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
      DeliveryResult.Delivered delivered = (DeliveryResult.Delivered) result;
      ids.addAll(delivered.messageIds());
      earlier.putAll(delivered.brought());
    }
    return ids;
  }

  private DeliveryResult patiently(Step step, Map<String, String> earlier) {
    DeliveryResult result = deliver(account, step, earlier);
    for (int i = 0; i < THROTTLED_MAX && result instanceof DeliveryResult.Throttled t; i++) {
      Uni.createFrom().voidItem().onItem().delayIt().by(t.retryAfter()).await().atMost(PATIENCE);
      result = deliver(account, step, earlier);
    }
    return result;
  }

  /** Makes one call; fails the test if that is a defect. */
  DeliveryResult deliver(Account by, Step step, Map<String, String> earlier) {
    return harness.outbound().deliver(by, step, earlier).await().atMost(PATIENCE);
  }

  /** The first call of a command, once. */
  DeliveryResult first(Command command) {
    return deliver(account, steps(command).steps().getFirst(), Map.of());
  }

  List<PlatformSimulator.Shown> shown(String conversation) {
    return simulator().shown(ref, conversation);
  }

  /** A message of the hub that people see; fails if they do not. */
  PlatformSimulator.Shown shown(String conversation, String id) {
    return shown(conversation).stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    simulator().close();
    hub.close();
    Waiting.on(vertx.close());
  }
}
