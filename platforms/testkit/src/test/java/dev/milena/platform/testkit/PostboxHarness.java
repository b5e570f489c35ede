package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Media;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

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
  public Beans beans() {
    return new Beans(new PostboxPlatform(), new PostboxSender(http))
        .with(new PostboxWebhook())
        .with(new PostboxStream(http))
        .with(new PostboxMedia());
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
    return Posted.at(
        Instant.now().truncatedTo(ChronoUnit.MILLIS), "", body, PostboxWebhook.SECRET, secret);
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
