package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WebhookSender.Input;
import dev.milena.platform.testkit.WebhookSender.Signed;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One phone number of a business, with its chats. Whoever reads or changes them holds its lock.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows">Customer
 *     service windows, read 2026-11-21</a>
 */
final class SimulatedNumber {
  private static final Duration WINDOW = Duration.ofHours(24);

  /** A bench writes without end; what is older than this many messages is forgotten. */
  private static final int REMEMBERED = 10_000;

  private final String id;
  private final String token;
  private final String secret;
  private final String verifyToken;
  private final String hook;
  private final GraphApiLimits limits;
  private final WebhookSender sender;
  private final InstantSource clock;
  private final Map<String, Map<String, SimulatedMessage>> chats = new HashMap<>();
  private final Map<String, Instant> heard = new HashMap<>();
  private final List<JsonNode> marked = new ArrayList<>();
  private long next;

  /** What Meta and the operator know of it. */
  record Papers(String id, String token, String secret, String verifyToken, String hook) {
    @Override
    public String toString() {
      return "Papers[" + id + "]";
    }
  }

  SimulatedNumber(Papers papers, GraphApiLimits limits, WebhookSender sender, InstantSource clock) {
    this.id = papers.id();
    this.token = papers.token();
    this.secret = papers.secret();
    this.verifyToken = papers.verifyToken();
    this.hook = papers.hook();
    this.limits = limits;
    this.sender = sender;
    this.clock = clock;
  }

  String id() {
    return id;
  }

  String token() {
    return token;
  }

  String secret() {
    return secret;
  }

  String verifyToken() {
    return verifyToken;
  }

  String display() {
    return "1555" + id;
  }

  GraphApiLimits limits() {
    return limits;
  }

  String now() {
    return Long.toString(clock.instant().getEpochSecond());
  }

  String newId() {
    return "wamid.SIM" + id + "x" + ++next;
  }

  private Map<String, SimulatedMessage> chat(String person) {
    return chats.computeIfAbsent(
        person,
        _ ->
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, SimulatedMessage> eldest) {
                return size() > REMEMBERED;
              }
            });
  }

  void add(String person, SimulatedMessage message) {
    chat(person).put(message.id(), message);
  }

  Optional<SimulatedMessage> find(String person, String message) {
    return Optional.ofNullable(chats.get(person)).map(chat -> chat.get(message));
  }

  boolean knows(String message) {
    return chats.values().stream().anyMatch(chat -> chat.containsKey(message));
  }

  /** The person has said something: the business may write freely for a day. */
  void hears(String person) {
    heard.put(person, clock.instant());
  }

  boolean isOpen(String person) {
    return Optional.ofNullable(heard.get(person))
        .filter(at -> clock.instant().isBefore(at.plus(WINDOW)))
        .isPresent();
  }

  /** A message was marked as read, perhaps with a sign that somebody writes. */
  void mark(JsonNode said) {
    marked.add(said);
  }

  List<JsonNode> marked() {
    return List.copyOf(marked);
  }

  List<Shown> shown(String person) {
    return chats.getOrDefault(person, Map.of()).values().stream()
        .filter(SimulatedMessage::showsHub)
        .map(SimulatedMessage::shown)
        .toList();
  }

  /** Tells the hub something, signed. What keeps its order is one lane. */
  void tell(String lane, ObjectNode notification) {
    Buffer body = Buffer.buffer(notification.toString());
    sender.send(new Input(id + "/" + lane, hook, signed(secret, body), signed(secret + "x", body)));
  }

  void tellAgain(String lane) {
    sender.sendAgain(id + "/" + lane);
  }

  private static Signed signed(String secret, Buffer body) {
    return new Signed(
        Map.of(
            "content-type",
            "application/json",
            WhatsAppSignature.HEADER,
            WhatsAppSignature.sign(secret, body.getBytes())),
        body);
  }

  SimulatedNews news() {
    return SimulatedNews.of(id, display());
  }

  @Override
  public String toString() {
    return "SimulatedNumber[" + id + "]";
  }
}
