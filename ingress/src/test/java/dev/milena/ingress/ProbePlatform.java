package dev.milena.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A platform made for these tests: its webhook and stream say one thing per input, in a tiny JSON
 * of their own.
 */
final class ProbePlatform {
  static final String KEY = "probe";

  private ProbePlatform() {}

  record Settings(@Secret String secret, Optional<Boolean> stream, Optional<String> name) {}

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
      return "own-"
          + account.as(Settings.class).name().map(Self::checked).orElse(account.ref().name());
    }

    private static String checked(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("'name' must not be empty");
      }
      return name;
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
      if (request.body().toString().contains("\"ping\"")) {
        return Uni.createFrom().item(new Reception.Answered(Reply.OK));
      }
      String secret = account.as(Settings.class).secret();
      Reception reception =
          secret.equals(request.headers().get("x-probe-secret"))
              ? new Reception.Accepted(
                  read(account, request.body().getBytes(), request.receivedAt()), Reply.OK)
              : new Reception.Refused(Reception.Cause.UNAUTHENTICATED, "The secret is wrong");
      return Uni.createFrom().item(reception);
    }
  }

  /** What was said on a line, kept so that it can be read again behind a cursor. */
  static final class Said {
    private static final long PATIENCE_MS = 100;
    private final List<Object> said = new ArrayList<>();

    /** JSON with an id, or a failure, which is thrown once. */
    synchronized void add(Object what) {
      said.add(what);
      notifyAll();
    }

    /** Behind what a cursor covers. */
    synchronized int after(Optional<String> cursor) {
      for (int i = said.size() - 1; i >= 0; i--) {
        if (said.get(i) instanceof String json && cursor.filter(id(json)::equals).isPresent()) {
          return i + 1;
        }
      }
      return 0;
    }

    /** The next, or nothing for a while. */
    synchronized Optional<Object> at(int position) throws InterruptedException {
      if (position >= said.size()) {
        wait(PATIENCE_MS);
      }
      return position < said.size()
          ? Optional.of(said.set(position, spent(said.get(position))))
          : Optional.empty();
    }

    private static Object spent(Object what) {
      return what instanceof RuntimeException ? "" : what;
    }

    static String id(String json) {
      return json.isEmpty() ? "" : Json.tree(json.getBytes(UTF_8)).path("id").asText();
    }
  }

  /**
   * A stream whose platform side is a list per account; what is put in is read, or thrown where it
   * is a failure.
   */
  @ApplicationScoped
  static class Line implements EventStream {
    static final Map<String, Said> LINES = new ConcurrentHashMap<>();
    static final Map<String, Integer> OPENED = new ConcurrentHashMap<>();
    static final Map<String, Optional<String>> OPENED_AT = new ConcurrentHashMap<>();

    static Said line(String account) {
      return LINES.computeIfAbsent(account, a -> new Said());
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
      AtomicInteger position = new AtomicInteger(line(name).after(cursor));
      return Multi.createBy()
          .repeating()
          .uni(() ->
              Uni.createFrom()
                  .item(() -> next(account, position))
                  .runSubscriptionOn(
                      io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool()))
          .indefinitely()
          .filter(Optional::isPresent)
          .map(Optional::get);
    }

    private static Optional<Batch> next(Account account, AtomicInteger position) {
      try {
        Optional<Object> said = line(account.ref().name()).at(position.get());
        said.ifPresent(s -> position.incrementAndGet());
        return switch (said.orElse("")) {
          case RuntimeException failure -> throw failure;
          case String json when json.isEmpty() -> Optional.empty();
          case String json ->
              Optional.of(
                  new Batch(
                      read(account, json.getBytes(UTF_8), Instant.now()),
                      json.getBytes(UTF_8),
                      Optional.of(Said.id(json))));
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
