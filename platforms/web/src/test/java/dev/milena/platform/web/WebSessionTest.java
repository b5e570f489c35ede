package dev.milena.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.platform.Connection;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One connection, from its first word to its end. */
class WebSessionTest {
  private static final String SECRET = "s".repeat(32);
  private static final AccountRef SITE = new AccountRef(WebPlatform.KEY, "site");

  private final FakeConnection connection = new FakeConnection(true);

  private static Account site(String setting, Object value) {
    ObjectNode settings = Json.mapper().createObjectNode().put("secret", SECRET);
    settings.set(setting, Json.mapper().valueToTree(value));
    return new Account(SITE, 1, settings);
  }

  private static String token(String visitor, long seconds) {
    return WebToken.sign(SECRET, visitor, Optional.empty(), Instant.now().plusSeconds(seconds));
  }

  private void begin(Account site) {
    new WebSession(site, connection).begin();
  }

  private void beginAs(String visitor) {
    begin(site("connections-max", 2));
    connection.says("{\"type\":\"auth\",\"token\":\"" + token(visitor, 60) + "\",\"after\":\"7\"}");
  }

  @Test
  void whoSaysNothingIsSentAway() {
    // When
    begin(site("auth-within", "50ms"));

    // Then
    await().until(() -> connection.closed.equals(List.of(WebSession.TOO_LATE)));
  }

  @Test
  void whoIsKnownStaysBeyondTheTimeForIt() {
    // Given
    begin(site("auth-within", "100ms"));
    connection.says("{\"type\":\"auth\",\"token\":\"" + token("anna", 60) + "\"}");
    FakeConnection silent = new FakeConnection(true);

    // When
    new WebSession(site("auth-within", "200ms"), silent).begin();
    await().until(() -> !silent.closed.isEmpty());

    // Then
    assertThat(connection.closed).isEmpty();
  }

  @Test
  void wrongTokenIsSentAway() {
    // Given
    begin(site("guests", true));

    // When
    connection.says("{\"type\":\"auth\",\"token\":\"a.b.c\"}");

    // Then
    assertThat(connection.closed).containsExactly(WebSession.NOT_KNOWN);
    assertThat(connection.followed).isEmpty();
  }

  @Test
  void wordsBeforeTheTokenAreNotTaken() {
    // Given
    begin(site("guests", true));

    // When
    connection.says("{\"type\":\"message\",\"id\":\"1\",\"text\":\"Hello\"}");

    // Then
    assertThat(connection.called).isEmpty();
    assertThat(connection.closed).containsExactly(WebSession.NOT_KNOWN);
  }

  @Test
  void pageOfAStrangerIsSentAway() {
    // Given
    connection.headers.set("origin", "https://elsewhere.example.net");

    // When
    begin(site("origins", List.of("https://shop.example.com")));

    // Then
    assertThat(connection.closed).containsExactly(WebSession.NOT_KNOWN);
  }

  @Test
  void visitorIsShownTheirFeedFromWhereTheyWere() {
    // Given
    beginAs("anna");

    // When
    connection.shows(8, true, "{\"type\":\"message\",\"id\":\"h-1\",\"text\":\"Hello\"}");

    // Then
    assertThat(connection.followed).containsExactly("web/site/anna@OptionalLong[7]");
    assertThat(connection.sent.getLast())
        .isEqualTo(
            "{\"type\":\"message\",\"id\":\"h-1\",\"text\":\"Hello\",\"event\":\"8\",\"gap\":true}");
  }

  @Test
  void frameIsACallOfTheWebhookAndItsReplyIsTheAnswer() {
    // Given
    beginAs("anna");
    String frame = "{\"type\":\"message\",\"id\":\"1\",\"text\":\"Hello\"}";

    // When
    connection.says(frame);

    // Then
    assertThat(connection.called).contains(frame);
    assertThat(connection.sent).contains("{\"taken\":true}");
  }

  @Test
  void whatIsNotTakenIsSaidWithItsStatus() {
    // Given
    beginAs("anna");
    connection.reply = Reply.status(503);

    // When
    connection.says("{\"type\":\"message\",\"id\":\"1\",\"text\":\"Hello\"}");

    // Then
    assertThat(connection.sent).contains("{\"type\":\"refused\",\"status\":503,\"id\":\"1\"}");
  }

  @Test
  void olderConnectionMakesRoomWhenThereAreTooMany() {
    // Given
    beginAs("anna");
    connection.shows(1, false, "{\"type\":\"connected\",\"id\":\"older\"}");
    connection.shows(2, false, connection.called.getFirst());
    connection.shows(3, false, "{\"type\":\"connected\",\"id\":\"newer\"}");
    connection.shows(4, false, "{\"type\":\"disconnected\",\"id\":\"newer\"}");
    connection.shows(5, false, "{\"type\":\"connected\",\"id\":\"second\"}");
    assertThat(connection.closed).isEmpty();

    // When
    connection.shows(6, false, "{\"type\":\"connected\",\"id\":\"third\"}");

    // Then
    assertThat(connection.closed).containsExactly(WebSession.TOO_MANY);
  }

  @Test
  void nothingIsShownOnATokenThatIsOver() {
    // Given
    begin(site("guests", true));
    connection.says("{\"type\":\"auth\",\"token\":\"" + token("anna", 1) + "\"}");

    // When
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> {
          connection.shows(9, false, "{\"type\":\"typing\",\"id\":\"t\"}");
          return connection.closed.contains(WebSession.NOT_KNOWN);
        });

    // Then
    int shown = connection.sent.size();
    connection.shows(10, false, "{\"type\":\"message\",\"id\":\"h-1\"}");
    assertThat(connection.sent).hasSize(shown);
  }

  @Test
  void newTokenOfTheSameVisitorGoesOnAndOneOfAnotherDoesNot() {
    // Given
    beginAs("anna");
    connection.says("{\"type\":\"auth\",\"token\":\"" + token("anna", 90) + "\"}");
    assertThat(connection.closed).isEmpty();
    assertThat(connection.followed).hasSize(1);

    // When
    connection.says("{\"type\":\"auth\",\"token\":\"" + token("bert", 90) + "\"}");

    // Then
    assertThat(connection.closed).containsExactly(WebSession.NOT_KNOWN);
  }

  @Test
  void readerOfEventsComesWithTokenAndPlace() {
    // Given
    FakeConnection reader = new FakeConnection(false);
    reader.query.set("access_token", token("anna", 60));
    reader.headers.set("last-event-id", "41");

    // When
    new WebSession(site("guests", true), reader).begin();

    // Then
    assertThat(reader.followed).containsExactly("web/site/anna@OptionalLong[41]");
    assertThat(reader.closed).isEmpty();
  }

  @Test
  void endIsAnnounced() {
    // Given
    beginAs("anna");

    // When
    connection.messages.onError(new IllegalStateException("gone"));

    // Then
    assertThat(connection.called.getLast()).contains("\"disconnected\"");
  }

  /** A connection whose other end is the test. */
  private static final class FakeConnection implements Connection {
    private final boolean speaks;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap query = MultiMap.caseInsensitiveMultiMap();
    private final UnicastProcessor<Buffer> messages = UnicastProcessor.create();
    private final UnicastProcessor<Shown> feed = UnicastProcessor.create();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final List<String> followed = new CopyOnWriteArrayList<>();
    private final List<Integer> closed = new CopyOnWriteArrayList<>();
    private volatile Reply reply = Reply.json(200, "{\"taken\":true}");

    FakeConnection(boolean speaks) {
      this.speaks = speaks;
    }

    void says(String text) {
      messages.onNext(Buffer.buffer(text));
    }

    void shows(long place, boolean gap, String data) {
      feed.onNext(new Shown(place, gap, Buffer.buffer(data)));
    }

    @Override
    public InboundRequest request() {
      return new InboundRequest("GET", "", headers, query, Buffer.buffer(), Instant.now());
    }

    @Override
    public boolean speaks() {
      return speaks;
    }

    @Override
    public Multi<Buffer> messages() {
      return messages;
    }

    @Override
    public Uni<Void> send(String text) {
      sent.add(text);
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> send(String text, long place) {
      return send(text);
    }

    @Override
    public Uni<Reply> call(String rest, String authorization, Buffer body) {
      called.add(body.toString());
      return Uni.createFrom().item(reply);
    }

    @Override
    public Uni<Multi<Shown>> feed(ConversationRef conversation, OptionalLong after) {
      followed.add(conversation.key() + "@" + after);
      return Uni.createFrom().item(feed);
    }

    @Override
    public Uni<Void> close(int code) {
      closed.add(code);
      return Uni.createFrom().voidItem();
    }
  }
}
