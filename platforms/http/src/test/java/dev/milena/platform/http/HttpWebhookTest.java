package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Event;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.Posted;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpWebhookTest {
  private static final byte[] BODY = HttpFixtures.call("message_in_short");

  private static Reception receive(InboundRequest request) {
    return new HttpWebhook()
        .receive(HttpFixtures.account(), request)
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private static InboundRequest signed(String id, Instant when, Instant receivedAt) {
    List<byte[]> keys = List.of(HttpSignature.key(HttpFixtures.SECRET, "secret"));
    return Posted.at(
        receivedAt,
        "",
        BODY,
        "webhook-id",
        id,
        "webhook-timestamp",
        HttpSignature.seconds(when),
        "webhook-signature",
        HttpSignature.by(keys, id, when, BODY));
  }

  private static Reception.Cause cause(Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    return ((Reception.Refused) reception).cause();
  }

  @Test
  void repetitionOfACallIsTheSameEventAlthoughItIsSignedAnew() {
    Instant now = Instant.now();

    Reception first = receive(signed("msg_1", now, now));
    Reception second = receive(signed("msg_1", now.plusSeconds(60), now.plusSeconds(60)));

    assertThat(ids(second)).hasSize(1).isEqualTo(ids(first));
  }

  private static List<String> ids(Reception reception) {
    return ((Reception.Accepted) reception).translation().events().stream().map(Event::id).toList();
  }

  @Test
  void callOfYesterdayIsStale() {
    Instant now = Instant.now();

    assertThat(cause(receive(signed("msg_1", now.minus(Duration.ofDays(1)), now))))
        .isEqualTo(Reception.Cause.STALE);
  }

  @Test
  void nameWithADotCouldPassForATimeAndIsRefused() {
    Instant now = Instant.now();

    assertThat(cause(receive(signed("msg_1.5", now, now)))).isEqualTo(Reception.Cause.UNREADABLE);
    assertThat(cause(receive(signed("m".repeat(129), now, now))))
        .isEqualTo(Reception.Cause.UNREADABLE);
  }

  @Test
  void nobodyCallsByGet() {
    InboundRequest request =
        new InboundRequest(
            "GET",
            "",
            MultiMap.caseInsensitiveMultiMap(),
            MultiMap.caseInsensitiveMultiMap(),
            Buffer.buffer("{}".getBytes(StandardCharsets.UTF_8)),
            Instant.now());

    assertThat(cause(receive(request))).isEqualTo(Reception.Cause.NOT_SERVED);
  }
}
