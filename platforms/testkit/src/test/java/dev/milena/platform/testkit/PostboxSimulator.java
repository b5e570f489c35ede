package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The post office: one account, boxes of letters. */
final class PostboxSimulator implements HttpSimulator, SimulatorServer.Rules {
  private static final int TEXT_MAX = 1000;

  private final SimulatorServer server = SimulatorServer.start(this);
  private final WebhookSender sender =
      server.sender(
          new RetryRule(
              List.of(Duration.ofMillis(50)), Duration.ofHours(1), Duration.ofSeconds(1)));
  private final String token = UUID.randomUUID().toString();
  private final String secret = UUID.randomUUID().toString();
  private final Map<String, Map<String, Letter>> boxes = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<ObjectNode> stream = new ArrayList<>();
  private final List<Promise<SimulatorServer.Answer>> waiting = new ArrayList<>();
  private final People customers = new Customers();
  private String hub = "";
  private long ids = 5_000_000_000L;

  private static final class Letter {
    private final String id;
    private final boolean ours;
    private String text;
    private String answers;
    private final List<String> files = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<String> buttons = new ArrayList<>();
    private final List<String> reactions = new ArrayList<>();
    private int edits;
    private boolean deleted;

    Letter(String id, boolean ours, String text) {
      this.id = id;
      this.ours = ours;
      this.text = text;
    }

    Shown shown() {
      return new Shown(
          id,
          text,
          Optional.ofNullable(answers),
          List.copyOf(files),
          List.copyOf(sizes),
          List.copyOf(buttons),
          List.copyOf(reactions),
          edits,
          deleted);
    }
  }

  @Override
  public String platform() {
    return PostboxPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public synchronized ObjectNode open(AccountRef account, String newHub) {
    hub = newHub + "/in/" + account.platform() + "/" + account.name();
    return Json.mapper()
        .createObjectNode()
        .put("token", token)
        .put("secret", secret)
        .put("url", baseUrl());
  }

  private synchronized String bring(String conversation, ObjectNode letter) {
    server.tally().input();
    String id =
        letter.path("id").textValue() == null
            ? Long.toString(ids++)
            : letter.path("id").textValue();
    letter
        .put("box", conversation)
        .put("from", conversation)
        .put("id", id)
        .put("at", 1_800_000_000L);
    stream.add(letter);
    List.copyOf(waiting)
        .forEach(w ->
            w.tryComplete(
                SimulatorServer.Answer.json(
                    200, "{\"letters\":[],\"next\":\"" + (stream.size() - 1) + "\"}")));
    waiting.clear();
    Buffer body = Buffer.buffer(letter.toString());
    sender.send(
        new WebhookSender.Input(
            conversation,
            hub,
            new WebhookSender.Signed(Map.of(PostboxWebhook.SECRET, secret), body),
            new WebhookSender.Signed(Map.of(PostboxWebhook.SECRET, "wrong"), body)));
    return id;
  }

  private static ObjectNode letter(String kind) {
    return Json.mapper().createObjectNode().put("kind", kind);
  }

  private Map<String, Letter> box(String conversation) {
    return boxes.computeIfAbsent(conversation, _ -> new LinkedHashMap<>());
  }

  @Override
  public People people() {
    return customers;
  }

  /** Who comes to the counter. */
  private final class Customers implements People {
    @Override
    public String write(AccountRef account, String conversation, String text) {
      synchronized (PostboxSimulator.this) {
        String id = bring(conversation, letter("letter").put("text", text));
        box(conversation).put(id, new Letter(id, false, text));
        return id;
      }
    }

    @Override
    public String sendFile(AccountRef account, String conversation, OfferedFile file) {
      String handle = UUID.randomUUID().toString();
      files.put(handle, file.bytes());
      return bring(
          conversation,
          letter("letter")
              .put("text", file.caption().orElse(null))
              .put("file", handle)
              .put("name", file.name()));
    }

    @Override
    public void edit(AccountRef account, String conversation, String messageId, String text) {
      bring(conversation, letter("correction").put("id", messageId).put("text", text));
    }

    @Override
    public String reply(AccountRef account, String conversation, String messageId, String text) {
      return bring(conversation, letter("letter").put("text", text).put("answers", messageId));
    }

    @Override
    public void press(AccountRef account, String conversation, String messageId, String value) {
      bring(conversation, letter("press").put("on", messageId).put("value", value));
    }
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    sender.sendAgain(conversation);
  }

  @Override
  public synchronized List<Shown> shown(AccountRef account, String conversation) {
    return box(conversation).values().stream()
        .filter(l -> l.ours || !l.reactions.isEmpty())
        .map(Letter::shown)
        .toList();
  }

  @Override
  public void fail(Fault fault) {
    HttpSimulator.super.fail(fault);
    if (fault instanceof Fault.Disconnect) {
      cutStreams();
    }
  }

  private synchronized void cutStreams() {
    waiting.forEach(
        w -> w.tryComplete(new SimulatorServer.Answer(502, Map.of(), Buffer.buffer("down"))));
    waiting.clear();
  }

  // What the hub calls.

  @Override
  public boolean canFail(SimulatorServer.Call call) {
    return call.method().equals("POST");
  }

  @Override
  public synchronized Future<SimulatorServer.Answer> answer(SimulatorServer.Call call) {
    if (!("Bearer " + token).equals(call.headers().get("authorization"))) {
      return Future.succeededFuture(new SimulatorServer.Answer(401, Map.of(), Buffer.buffer()));
    }
    if (call.path().equals("/take")) {
      return take(Integer.parseInt(call.query().get("after")));
    }
    if (call.path().startsWith("/files/")) {
      return Future.succeededFuture(
          SimulatorServer.Answer.file("application/pdf", files.get(call.path().substring(7))));
    }
    return Future.succeededFuture(
        call.path().equals("/file")
            ? file(call)
            : act(call.path(), Json.tree(call.body().getBytes())));
  }

  private Future<SimulatorServer.Answer> take(int after) {
    if (stream.size() > after) {
      ObjectNode taken =
          Json.mapper().createObjectNode().put("next", Integer.toString(stream.size()));
      taken.putArray("letters").addAll(stream.subList(after, stream.size()));
      return Future.succeededFuture(SimulatorServer.Answer.json(200, taken.toString()));
    }
    Promise<SimulatorServer.Answer> later = Promise.promise();
    waiting.add(later);
    return later.future();
  }

  private SimulatorServer.Answer file(SimulatorServer.Call call) {
    Letter letter = new Letter(Long.toString(ids++), true, call.form().get("text"));
    call.files().forEach(f -> letter.files.add(f.name()));
    call.files().forEach(f -> letter.sizes.add((long) f.bytes().length()));
    return accept(call.form().get("box"), letter);
  }

  private SimulatorServer.Answer accept(String conversation, Letter letter) {
    box(conversation).put(letter.id, letter);
    server.tally().accepted();
    return SimulatorServer.Answer.json(200, "{\"id\":\"" + letter.id + "\"}");
  }

  private SimulatorServer.Answer act(String path, JsonNode call) {
    Map<String, Letter> box = box(call.path("box").asText());
    if (path.equals("/send")) {
      return send(call);
    }
    Letter letter = box.get(call.path("id").asText());
    if (letter == null) {
      return SimulatorServer.Answer.json(404, "{}");
    }
    switch (path) {
      case "/edit" -> {
        letter.edits += letter.text.equals(call.path("text").asText()) ? 0 : 1;
        letter.text = call.path("text").asText();
      }
      case "/delete" -> letter.deleted = true;
      case "/react" -> {
        letter.reactions.remove(call.path("emoji").asText());
        if (call.path("on").asBoolean()) {
          letter.reactions.add(call.path("emoji").asText());
        }
      }
      default -> throw new IllegalStateException("No such door");
    }
    return SimulatorServer.Answer.json(200, "{}");
  }

  private SimulatorServer.Answer send(JsonNode call) {
    String text = call.path("text").asText();
    if (text.isEmpty() || text.length() > TEXT_MAX) {
      return SimulatorServer.Answer.json(400, "{}");
    }
    Letter letter = new Letter(Long.toString(ids++), true, text);
    letter.answers = call.path("answers").textValue();
    call.path("buttons").forEach(b -> letter.buttons.add(b.asText()));
    return accept(call.path("box").asText(), letter);
  }
}
