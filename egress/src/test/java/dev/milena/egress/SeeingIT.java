package dev.milena.egress;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What operators see, and what they never do. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class SeeingIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Inject Post post;
  @Inject FakePlatform platform;
  @Inject MeterRegistry meters;
  @Inject Spans spans;

  private double count(String name, AccountRef account) {
    return meters.find("milena.egress." + name).tag("account", account.name()).counters().stream()
        .mapToDouble(c -> c.count())
        .sum();
  }

  @Test
  void spanOfTheCallContinuesTheTraceOfTheCommand() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, new DeliveryResult.Unreached("no_connection"));
    Command command = Post.command(account, chat, "canary text");
    ProducerRecord<String, byte[]> record = Post.record(command);
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    Traces.inject(Context.root().with(Span.wrap(parent)), record.headers());
    post.append(record);
    post.awaitLast(command, Result.DELIVERED);
    Post.soon().until(() -> spans.of(command).size() == 2);
    List<SpanData> calls = spans.of(command);
    assertThat(calls).allMatch(span -> span.getTraceId().equals(TRACE));
    assertThat(calls).extracting(SpanData::getName).containsOnly("egress.deliver");
    assertThat(calls)
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("result")))
        .containsExactly("unreached", "delivered");
    assertThat(calls)
        .extracting(span -> span.getAttributes().get(AttributeKey.longKey("attempt")))
        .containsExactly(1L, 2L);
    assertThat(spans.all().toString()).doesNotContain("canary text").doesNotContain("fake.example");
  }

  @Test
  void everyCommandThatCameInHasAnEnd() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        DeliveryResult.Rejected.because("not_permitted"),
        new DeliveryResult.Unconfirmed("no_answer"));
    Command rejected = post.send(account, chat, "rejected");
    post.send(account, chat, "doubled");
    post.send(account, chat, "break me");
    post.send(rejected);
    Command last = post.send(account, chat, "last");
    post.awaitLast(last, Result.DELIVERED);
    Post.soon().until(() -> count("delivered", account) == 2);
    assertThat(count("received", account)).isEqualTo(5);
    assertThat(count("rejected", account)).isEqualTo(1);
    assertThat(count("parked", account)).isEqualTo(1);
    assertThat(count("repeated", account)).isEqualTo(1);
    assertThat(count("doubled.risk", account)).isEqualTo(1);
    assertThat(count("calls", account)).isEqualTo(4);
  }

  @Test
  void readyWhenAccountsAreReadAndKafkaAnswers() {
    String body = get("/q/health/ready").then().statusCode(200).extract().asString();
    assertThat(body).contains("\"egress\"").contains("\"accounts\": \"read\"");
  }
}
