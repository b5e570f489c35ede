package dev.milena.egress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Platform;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Secret;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A platform that does what a test tells it. A text is sent in as many calls as it has parts
 * between bars; whatever is not scripted is delivered at once. Refuses the text {@code refuse me}
 * in the plan, and fails where the text says so.
 */
@ApplicationScoped
class FakePlatform implements Platform, OutboundConnector {
  static final String KEY = "fake";

  /**
   * @param repeatable whether calls may be made twice
   * @param perSecond limit of the account
   * @param chatPerSecond limit of each conversation
   * @param tellsWithin how long after a call it may tell by itself what became of it
   */
  record Settings(
      @Secret String token,
      boolean repeatable,
      Optional<Integer> perSecond,
      Optional<Integer> chatPerSecond,
      Optional<Duration> tellsWithin) {}

  /** A call that was made. */
  record Call(
      String account,
      String conversation,
      String text,
      int step,
      Map<String, String> earlier,
      long nanos) {}

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, Deque<Function<Call, Uni<DeliveryResult>>>> scripts =
      new ConcurrentHashMap<>();

  private final Map<String, DeliveryResult> moods = new ConcurrentHashMap<>();

  /** What all calls of an account come to, until {@link #recover}. */
  void fail(AccountRef account, DeliveryResult result) {
    moods.put(account.name(), result);
  }

  void recover(AccountRef account) {
    moods.remove(account.name());
  }

  private final Map<String, Deque<Uni<Reconciliation>>> findings = new ConcurrentHashMap<>();
  private final Queue<String> sought = new ConcurrentLinkedQueue<>();

  /** What looking for calls in a conversation shows; where that is not said, nothing. */
  void find(String conversation, Uni<Reconciliation> finding) {
    findings.computeIfAbsent(conversation, c -> new ConcurrentLinkedDeque<>()).add(finding);
  }

  /** How often a call was looked for in a conversation. */
  long sought(String conversation) {
    return sought.stream().filter(conversation::equals).count();
  }

  @Override
  public Uni<Reconciliation> reconcile(Account account, Command command, Step step, Instant since) {
    String conversation = command.to().conversation();
    sought.add(conversation);
    Deque<Uni<Reconciliation>> known = findings.get(conversation);
    Uni<Reconciliation> found = known == null ? null : known.poll();
    return found == null ? Uni.createFrom().item(new Reconciliation.Untold()) : found;
  }

  @Override
  public Duration tellsWithin(Account account) {
    return account.as(Settings.class).tellsWithin().orElse(Duration.ZERO);
  }

  /** What the next calls in a conversation come to, one after the other. */
  void script(String conversation, DeliveryResult... results) {
    for (DeliveryResult result : results) {
      scriptCall(conversation, call -> Uni.createFrom().item(result));
    }
  }

  void scriptCall(String conversation, Function<Call, Uni<DeliveryResult>> answer) {
    scripts.computeIfAbsent(conversation, c -> new ConcurrentLinkedDeque<>()).add(answer);
  }

  List<Call> calls(String conversation) {
    return calls.stream().filter(c -> c.conversation().equals(conversation)).toList();
  }

  List<String> texts(String conversation) {
    return calls(conversation).stream().map(Call::text).toList();
  }

  List<Call> callsOf(String account) {
    return calls.stream().filter(c -> c.account().equals(account)).toList();
  }

  /** Calls that broke a limit: no second may see more. */
  static List<String> tooMany(List<Call> calls, int perSecond) {
    List<Long> at = calls.stream().map(Call::nanos).sorted().toList();
    return IntStream.range(0, at.size() - perSecond)
        .filter(i -> at.get(i + perSecond) - at.get(i) < Duration.ofSeconds(1).toNanos())
        .mapToObj(
            i -> "%d calls in %d ns".formatted(perSecond + 1, at.get(i + perSecond) - at.get(i)))
        .toList();
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String platform() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return Settings.class;
  }

  @Override
  public String ownId(Account account) {
    return account.ref().name();
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return Set.of(
        Capability.SEND,
        Capability.ALBUM,
        Capability.EDIT,
        Capability.DELETE,
        Capability.REPLY,
        Capability.REACT);
  }

  private volatile Duration callTimeout = Duration.ofSeconds(5);

  /** From now on calls may take that long. */
  void callsMayTake(Duration longest) {
    callTimeout = longest;
  }

  @Override
  public Duration callTimeout() {
    return callTimeout;
  }

  @Override
  public Duration callTimeout(Step step) {
    return callTimeout;
  }

  @Override
  public Plan plan(Account account, Command command) {
    Settings settings = account.as(Settings.class);
    String text = text(command);
    if (text.equals("refuse me")) {
      return new Plan.Refused("unsupported");
    }
    if (text.equals("break me")) {
      throw new IllegalStateException("a defect");
    }
    List<Step> steps = new ArrayList<>();
    for (String part : text.split("\\|")) {
      boolean formatted = part.startsWith("*");
      steps.add(
          new Step(
              steps.size() + 1,
              request(command, part),
              settings.repeatable(),
              tolls(settings, command.to().conversation()),
              formatted ? Optional.of(request(command, part.substring(1))) : Optional.empty()));
    }
    return new Plan.Steps(
        steps, text.contains("button") ? List.of("buttons: numbered list") : List.of());
  }

  /** Sends a file of its own once more by its handle. */
  private static String source(Command command, Attachment file) {
    return file.origin()
        .filter(command.to().accountRef()::equals)
        .flatMap(own -> file.id())
        .or(file::url)
        .orElse("");
  }

  private static String text(Command command) {
    return switch (command.action()) {
      case Action.Send(Content content, var replyTo, var author) ->
          content.text().orElse("")
              + replyTo.map(r -> " re " + ids(r)).orElse("")
              + content.attachments().stream()
                  .map(a -> " file " + source(command, a))
                  .collect(Collectors.joining());
      case Action.Edit(MessageRef message, Content content) ->
          content.text().orElse("") + " in " + ids(message);
      case Action.Delete(MessageRef message) -> "delete " + ids(message);
      case Action.Read ignored -> "read";
      case Action.AddReaction(var message, var emoji) -> emoji + " on " + ids(message);
      case Action.RemoveReaction ignored -> "unreact";
      case Action.AnswerInteraction ignored -> "answer";
      case Action.OpenForm ignored -> "form";
      case Action.Press(var message, var button, var author, var words) ->
          "press " + button.label() + message.map(m -> " on " + ids(m)).orElse("");
      case Action.StartTyping ignored -> "typing";
      case Action.CloseConversation ignored -> "close";
      case Action.TransferConversation ignored -> "transfer";
      case Action.Unknown ignored -> "unknown";
    };
  }

  private static String ids(MessageRef ref) {
    return switch (ref) {
      case MessageRef.Known(List<String> ids) -> String.join("+", ids);
      case MessageRef.SentBy(String command) -> "unresolved " + command;
    };
  }

  private static ApiRequest request(Command command, String text) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("conversation", command.to().conversation()).put("text", text);
    return ApiRequest.postJson("https://fake.example/send", Map.of(), json);
  }

  private static List<Toll> tolls(Settings settings, String conversation) {
    List<Toll> tolls = new ArrayList<>();
    settings
        .chatPerSecond()
        .ifPresent(n -> tolls.add(new Toll("chat/" + conversation, n, Duration.ofSeconds(1), 1)));
    settings
        .perSecond()
        .ifPresent(n -> tolls.add(new Toll("account", n, Duration.ofSeconds(1), 1)));
    return tolls;
  }

  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    ObjectNode json = ((ApiRequest.JsonBody) step.request().body()).json();
    Call call =
        new Call(
            account.ref().name(),
            json.get("conversation").asText(),
            json.get("text").asText(),
            step.number(),
            Map.copyOf(earlier),
            System.nanoTime());
    calls.add(call);
    DeliveryResult mood = moods.get(call.account());
    if (mood != null) {
      return Uni.createFrom().item(mood);
    }
    Deque<Function<Call, Uni<DeliveryResult>>> script = scripts.get(call.conversation());
    Function<Call, Uni<DeliveryResult>> answer = script == null ? null : script.poll();
    return answer == null
        ? Uni.createFrom().item(DeliveryResult.Delivered.as("m-" + UUID.randomUUID()))
        : answer.apply(call);
  }
}
