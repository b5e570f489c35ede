package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Media;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Platform;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How the post office's wire form is written down: all that a platform's test has to say. */
class PostboxHarness implements Harness {
  private final PostboxSimulator simulator = new PostboxSimulator();
  private final ApiClient http;

  PostboxHarness(ApiClient http) {
    this.http = http;
  }

  ApiClient http() {
    return http;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Platform platform() {
    return new PostboxPlatform();
  }

  @Override
  public OutboundConnector outbound() {
    return new PostboxSender(http);
  }

  @Override
  public Optional<Webhook> webhook() {
    return Optional.of(new PostboxWebhook());
  }

  @Override
  public Optional<EventStream> stream() {
    return Optional.of(new PostboxStream(http));
  }

  @Override
  public Optional<Media> media() {
    return Optional.of(new PostboxMedia());
  }

  private final class PostboxMedia implements Media {
    @Override
    public String platform() {
      return PostboxPlatform.KEY;
    }

    @Override
    public Uni<Opened> open(Account account, dev.milena.model.Attachment file) {
      PostboxSettings settings = account.as(PostboxSettings.class);
      ApiRequest request =
          new ApiRequest(
              "GET",
              settings.url() + "/files/" + ApiRequest.inUrl(file.id().orElseThrow()),
              Map.of("authorization", "Bearer {token}"),
              new ApiRequest.NoBody());
      return http.open(request, Map.of("token", settings.token()), Duration.ofSeconds(5));
    }
  }

  @Override
  public ObjectNode asStream(ObjectNode settings) {
    return settings.put("listening", true);
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return request(account.as(PostboxSettings.class).secret(), body);
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return request("wrong", body);
  }

  private static InboundRequest request(String secret, byte[] body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(PostboxWebhook.SECRET, secret);
    return new InboundRequest(
        "POST",
        "",
        headers,
        MultiMap.caseInsensitiveMultiMap(),
        Buffer.buffer(body),
        Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode letter =
        Json.mapper()
            .createObjectNode()
            .put("kind", "letter")
            .put("box", said.conversation())
            .put("id", said.message())
            .put("from", said.sender())
            .put("text", said.text().text());
    ArrayNode bold = letter.putArray("bold");
    said.text().marks().forEach(m -> bold.addArray().add(m.offset()).add(m.length()));
    return Json.bytes(letter);
  }

  @Override
  public byte[] unknown(Account account) {
    return "{\"kind\":\"carrier-pigeon\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
