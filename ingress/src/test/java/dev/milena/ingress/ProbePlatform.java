package dev.milena.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.platform.EventStream;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Media;
import dev.milena.platform.Platform;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Secret;
import dev.milena.platform.Translation;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A platform made for these tests: its webhook and stream say one thing per input, in a tiny JSON
 * of their own.
 */
final class ProbePlatform {
  static final String KEY = "probe";

  private ProbePlatform() {}

  record Settings(@Secret String secret, Optional<Boolean> stream) {}

  @ApplicationScoped
  static class Self implements Platform {
    @Override
    public String key() {
      return KEY;
    }

    @Override
    public Class<? extends Record> settings() {
      return Settings.class;
    }

    @Override
    public String ownId(Account account) {
      return "own-" + account.ref().name();
    }
  }

  static Translation read(Account account, byte[] body, Instant at) {
    ObjectNode said = Json.object(body);
    if (said.has("riddle")) {
      return Translation.unknown("riddle");
    }
    String chat = said.path("chat").asText();
    String id = said.path("id").asText();
    return Translation.of(
        new Event(
            EventIds.of(KEY, "own").message(List.of(chat), id, "created"),
            account.ref(),
            at,
            at,
            Optional.of(Conversation.of(chat, ConversationType.DIRECT)),
            Optional.of(Participant.of("someone")),
            new Happening.MessageCreated(
                Message.builder().id(id).text(said.path("text").asText()).build(),
                Optional.empty()),
            Optional.empty()));
  }

  @ApplicationScoped
  static class Hook implements Webhook {
    @Override
    public String platform() {
      return KEY;
    }

    @Override
    public Redelivery redelivery() {
      return Redelivery.within(Duration.ofHours(1));
    }

    @Override
    public Uni<Reception> receive(Account account, InboundRequest request) {
      String secret = account.as(Settings.class).secret();
      Reception reception =
          secret.equals(request.headers().get("x-probe-secret"))
              ? new Reception.Accepted(
                  read(account, request.body().getBytes(), request.receivedAt()), Reply.OK)
              : new Reception.Refused(Reception.Cause.UNAUTHENTICATED, "The secret is wrong");
      return Uni.createFrom().item(reception);
    }
  }

  /**
   * A stream whose platform side is a queue per account; what is put in is read, or thrown where it
   * is a failure.
   */
  @ApplicationScoped
  static class Line implements EventStream {
    static final Map<String, BlockingQueue<Object>> LINES = new ConcurrentHashMap<>();
    static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();
    static final Map<String, Optional<String>> OPENED_AT = new ConcurrentHashMap<>();

    static BlockingQueue<Object> line(String account) {
      return LINES.computeIfAbsent(account, a -> new LinkedBlockingQueue<>());
    }

    @Override
    public String platform() {
      return KEY;
    }

    @Override
    public Redelivery redelivery() {
      return new Redelivery(Duration.ofHours(1), true);
    }

    @Override
    public boolean wantedBy(Account account) {
      return account.as(Settings.class).stream().orElse(false);
    }

    @Override
    public Multi<Batch> open(Account account, Optional<String> cursor) {
      String name = account.ref().name();
      OPENED.merge(name, 1, Integer::sum);
      OPENED_AT.put(name, cursor);
      return Multi.createBy()
          .repeating()
          .uni(() ->
              Uni.createFrom()
                  .item(() -> next(account))
                  .runSubscriptionOn(
                      io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool()))
          .indefinitely()
          .filter(Optional::isPresent)
          .map(Optional::get);
    }

    private static Optional<Batch> next(Account account) {
      try {
        Object said =
            line(account.ref().name()).poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        return switch (said) {
          case null -> Optional.empty();
          case RuntimeException failure -> throw failure;
          case String json ->
              Optional.of(
                  new Batch(
                      read(
                          account,
                          json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                          Instant.now()),
                      json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                      Optional.of(
                          Json.tree(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                              .path("id")
                              .asText())));
          default -> throw new IllegalArgumentException("A line carries JSON or failures");
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  /** Files whose id is their size in bytes. */
  @ApplicationScoped
  static class Files implements Media {
    @Override
    public String platform() {
      return KEY;
    }

    @Override
    public Uni<Opened> open(Account account, Attachment file) {
      int size = Integer.parseInt(file.id().orElseThrow());
      if (size < 0) {
        return Uni.createFrom().failure(new UnavailableException("The file is gone"));
      }
      Multi<Buffer> bytes =
          Multi.createFrom().range(0, size / 1000).map(i -> Buffer.buffer(new byte[1000]));
      return Uni.createFrom()
          .item(
              new Opened(Optional.of("image/png"), Optional.empty(), Optional.of("x.png"), bytes));
    }
  }
}
