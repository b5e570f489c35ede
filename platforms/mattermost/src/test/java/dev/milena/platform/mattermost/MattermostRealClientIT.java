package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.FormOfEveryKind;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.testkit.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mattermost's own client takes the simulator for a server. */
class MattermostRealClientIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef("mattermost", "real");

  private final MattermostSimulator simulator = new MattermostSimulator();
  private final ObjectNode settings = simulator.openStream(REF).orElseThrow();
  private final String channel = SimulatedIds.random();

  @AfterEach
  void close() {
    simulator.close();
  }

  private NodeClient client(String signIn) {
    NodeClient client =
        NodeClient.start(
            Path.of("src/test/node"),
            "client.mjs",
            Map.of(
                "MM_URL", settings.path("url").asText(),
                "MM_TOKEN", settings.path("token").asText(),
                "MM_SIGN_IN", signIn));
    awaitEvent(client, "hello");
    return client;
  }

  private static JsonNode awaitEvent(NodeClient client, String event) {
    return client.await("event", event).path("data");
  }

  private static ObjectNode order(String deed) {
    return Json.mapper().createObjectNode().put("do", deed);
  }

  private static JsonNode does(NodeClient client, ObjectNode order) {
    client.say(order);
    return client.await(said -> said.has("done") || said.has("failed"), PATIENCE);
  }

  private static JsonNode result(NodeClient client, ObjectNode order) {
    JsonNode said = does(client, order);
    assertThat(said.has("failed")).as(said.toString()).isFalse();
    return said.path("result");
  }

  /** Does something, and waits until the socket has told of it too, in whatever order. */
  private static JsonNode resultAndEvent(NodeClient client, ObjectNode order, String event) {
    List<JsonNode> said = new ArrayList<>();
    client.say(order);
    client.await(
        next -> {
          said.add(next);
          return said.stream().anyMatch(s -> s.has("done") || s.has("failed"))
              && said.stream().anyMatch(s -> s.path("event").asText().equals(event));
        },
        PATIENCE);
    return said.stream().filter(s -> s.has("done")).findFirst().orElseThrow().path("result");
  }

  @Test
  void itSignsInAndReadsWhatPeopleWrite() {
    try (NodeClient client = client("challenge")) {
      // When
      String id = simulator.write(REF, channel, "Hello 👋");

      // Then
      JsonNode data = awaitEvent(client, "posted");
      JsonNode post = Json.tree(data.path("post").asText().getBytes(StandardCharsets.UTF_8));
      assertThat(post.path("id").asText()).isEqualTo(id);
      assertThat(post.path("message").asText()).isEqualTo("Hello 👋");
      assertThat(result(client, order("me")).path("id").asText())
          .isEqualTo(settings.path("user-id").asText());
    }
  }

  @Test
  void itWritesChangesReactsAndDeletes() {
    String question = simulator.write(REF, channel, "Question");
    try (NodeClient client = client("challenge")) {
      // When
      String post =
          resultAndEvent(
                  client,
                  order("send").put("channel", channel).put("text", "Before").put("root", question),
                  "posted")
              .path("id")
              .asText();
      resultAndEvent(client, order("edit").put("post", post).put("text", "After"), "post_edited");
      String me = settings.path("user-id").asText();
      resultAndEvent(
          client,
          order("react").put("user", me).put("post", post).put("emoji", "+1"),
          "reaction_added");

      // Then
      Shown shown = simulator.shown(REF, channel).getFirst();
      assertThat(shown.text()).isEqualTo("After");
      assertThat(shown.replyTo()).hasValue(question);
      assertThat(shown.reactions()).containsExactly("👍");
      result(client, order("unreact").put("user", me).put("post", post).put("emoji", "+1"));
      result(client, order("remove").put("post", post));
      assertThat(simulator.shown(REF, channel).getFirst().deleted()).isTrue();
    }
  }

  @Test
  void itUploadsAndReadsHistory() {
    long before = System.currentTimeMillis() - 1;
    String one = simulator.write(REF, channel, "One");
    try (NodeClient client = client("challenge")) {
      // Then
      JsonNode uploaded =
          result(
              client,
              order("upload").put("channel", channel).put("name", "a.txt").put("text", "abc"));
      assertThat(uploaded.at("/file_infos/0/size").asInt()).isEqualTo(3);
      JsonNode posts = result(client, order("since").put("channel", channel).put("since", before));
      assertThat(posts.path("order").get(0).asText()).isEqualTo(one);
    }
  }

  @Test
  void itReadsRefusalsAsTheServersOwn() {
    simulator.write(REF, channel, "Hello");
    try (NodeClient client = client("challenge")) {
      // When
      JsonNode tooLong =
          does(client, order("send").put("channel", channel).put("text", "x".repeat(16_384)));

      // Then
      assertThat(tooLong.path("status").asInt()).isEqualTo(400);
      assertThat(tooLong.path("id").asText())
          .isEqualTo("model.post.is_valid.message_length.app_error");
    }
  }

  @Test
  void itTakesUpAConnectionThatItHadAndMissesNothing() {
    try (NodeClient client = client("header")) {
      simulator.write(REF, channel, "One");
      awaitEvent(client, "posted");

      // When
      simulator.fail(new Fault.Disconnect());
      simulator.write(REF, channel, "Two");

      // Then
      assertThat(awaitEvent(client, "posted").path("post").asText()).contains("Two");
      simulator.write(REF, channel, "Three");
      assertThat(awaitEvent(client, "posted").path("post").asText()).contains("Three");
    }
  }

  /** A form of the hub's, filled in with Mattermost's own library, comes to the hub's webhook. */
  @Test
  void itIsToldWhatDoesNotDoInAForm() {
    Vertx vertx = Vertx.vertx();
    ObjectNode hook =
        simulator.open(REF, "http://hub.invalid").put("callback-url", "http://hub.invalid/in");
    Account account = new Account(REF, 1, hook);
    var hub =
        Waiting.on(
            vertx
                .createHttpServer()
                .requestHandler(call ->
                    call.body()
                        .onSuccess(
                            body -> call.response().end(reply(account, call.headers(), body))))
                .listen(0, "127.0.0.1"));
    try (NodeClient client = client("challenge")) {
      ObjectNode filled =
          order("fillIn")
              .put("url", "http://127.0.0.1:" + hub.actualPort())
              .put("callback", "order")
              .put("state", signedState(account))
              .put("channel", channel);
      filled.putObject("submission").put("name", "Anna").put("code", "no");

      // When
      JsonNode said = result(client, filled);

      // Then
      assertThat(said.path("errors"))
          .hasToString("{\"code\":\"Two letters, a dash, three digits.\"}");

      // When
      filled.withObject("/submission").put("code", "AB-123");

      // Then
      assertThat(result(client, filled).has("errors")).isFalse();
    } finally {
      Waiting.on(vertx.close());
    }
  }

  private static Buffer reply(Account account, MultiMap headers, Buffer body) {
    InboundRequest request =
        new InboundRequest(
            "POST", "", headers, MultiMap.caseInsensitiveMultiMap(), body, Instant.now());
    Reception reception =
        new MattermostWebhook().receive(account, request).await().atMost(PATIENCE);
    return switch (reception) {
      case Reception.Answered answered -> answered.reply().body();
      case Reception.Accepted accepted -> accepted.reply().body();
      case Reception.Refused refused -> Buffer.buffer("{\"error\":\"" + refused.cause() + "\"}");
    };
  }

  /** The state of a dialog that is opened now. */
  private String signedState(Account account) {
    Command command =
        Command.of(
            "c1",
            Address.of(ConversationRef.of(REF, channel)),
            new Action.OpenForm(
                new Action.InteractionRef("u1..dHJpZ2dlcjox"), FormOfEveryKind.form()));
    ApiRequest request =
        ((Plan.Steps) MattermostPlan.of(account, command)).steps().getFirst().request();
    String state =
        ((ApiRequest.JsonBody) request.body()).json().path("dialog").path("state").asText();
    for (var signed :
        MattermostForm.signature(MattermostAccount.of(account), request, Instant.now())
            .entrySet()) {
      state = state.replace("{" + signed.getKey() + "}", signed.getValue());
    }
    return state;
  }
}
