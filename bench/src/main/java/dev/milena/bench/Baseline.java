package dev.milena.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milena.model.Topics;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The least that could take a webhook: bare Vert.x reads the body, Jackson parses it, a key is
 * found in it, the producer appends the bytes as they came (acks=all), the answer goes out on the
 * acknowledgement. No check of who calls, no event of ours, no bound, no trace.
 */
final class Baseline extends AbstractVerticle {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The process of its own in which it is measured. */
  @Command(name = "baseline", hidden = true)
  static final class Run implements Callable<Integer> {
    @Parameters(index = "0")
    private int port;

    @Parameters(index = "1")
    private String kafka;

    @Override
    public Integer call() throws InterruptedException {
      Baseline.run(port, kafka);
      return Main.untilEnded();
    }
  }

  private final int port;
  private final Producer<String, byte[]> producer;

  private Baseline(int port, Producer<String, byte[]> producer) {
    this.port = port;
    this.producer = producer;
  }

  static void run(int port, String kafka) {
    Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "1"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.partitionsFor(Topics.EVENTS);
    Vertx vertx = Vertx.vertx();
    vertx.deployVerticle(
        () -> new Baseline(port, producer),
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public void start() {
    vertx
        .createHttpServer()
        .requestHandler(call -> call.bodyHandler(body -> append(call, body)))
        .listen(port, "127.0.0.1");
  }

  private void append(HttpServerRequest call, Buffer body) {
    byte[] bytes = body.getBytes();
    io.vertx.core.Context context = vertx.getOrCreateContext();
    producer.send(
        new ProducerRecord<>(Topics.EVENTS, key(bytes), bytes),
        (metadata, failure) ->
            context.runOnContext(
                now -> call.response().setStatusCode(failure == null ? 200 : 503).end()));
  }

  /**
   * The first {@code chat.id} found: what any such service must find out to keep a chat in order.
   */
  private static String key(byte[] bytes) {
    try {
      JsonNode chat = JSON.readTree(bytes).findValue("chat");
      return chat == null ? "" : chat.path("id").asText();
    } catch (IOException e) {
      return "";
    }
  }
}
