package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.Waiting;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A service that is built on the library of Standard Webhooks believes the hub, and is believed.
 */
class HttpRealClientIT {
  private final Vertx vertx = Vertx.vertx();
  private final MiniHub hub = new MiniHub(vertx);
  private final HttpSender sender =
      new HttpSender(LoopbackHttp.client(vertx), Optional.of(hub.url()));

  @AfterEach
  void close() {
    Waiting.on(vertx.close());
  }

  private static NodeClient service(String secret) {
    return NodeClient.start(Path.of("src/test/node"), "service.mjs", Map.of("SECRET", secret));
  }

  private Account account(NodeClient service, String secret) {
    int port = service.await("said", "listening").path("port").asInt();
    ObjectNode settings =
        HttpFixtures.settings()
            .put("url", "http://127.0.0.1:" + port + "/hub")
            .put("secret", secret);
    Account account = HttpFixtures.account(settings);
    hub.serve(account);
    return account;
  }

  private DeliveryResult tell(Account account, String text) {
    Address chat = Address.of(ConversationRef.of(HttpFixtures.BOT, "789"));
    Command command = Command.of("command-1", chat, Action.Send.of(Content.plain(text)));
    Plan.Steps plan = (Plan.Steps) sender.plan(account, command);
    return sender
        .deliver(account, plan.steps().getFirst(), Map.of())
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  @Test
  void itBelievesTheHubAndIsBelieved() {
    String secret = SimulatedService.newSecret();
    try (NodeClient service = service(secret)) {
      Account account = account(service, secret);

      // When
      DeliveryResult told = tell(account, "Hello 👋");

      // Then
      assertThat(told).isEqualTo(DeliveryResult.Delivered.as("command-1"));
      JsonNode heard = service.await("said", "heard").path("event");
      assertThat(heard.at("/data/message/text").asText()).isEqualTo("Hello 👋");
      assertThat(hub.events())
          .extracting(Event::type)
          .containsExactly("dev.milena.message.created");

      // When
      service.say(
          Json.mapper()
              .createObjectNode()
              .put("url", hub.url() + "/in/" + HttpFixtures.BOT.key())
              .put("conversation", "789")
              .put("text", "By myself"));

      // Then
      assertThat(service.await("said", "called").path("status").asInt()).isEqualTo(200);
      assertThat(hub.events()).hasSize(2);
    }
  }

  @Test
  void itBelievesTheHubWhileTheSecretIsChangedAndNobodyElse() {
    String old = SimulatedService.newSecret();
    try (NodeClient service = service(old)) {
      Account stranger = account(service, SimulatedService.newSecret());
      Account changing = HttpFixtures.account(stranger.settings().put("previous-secret", old));

      assertThat(tell(changing, "Hello")).isInstanceOf(DeliveryResult.Delivered.class);
      assertThat(tell(stranger, "Hello")).isInstanceOf(DeliveryResult.Misconfigured.class);
    }
  }
}
