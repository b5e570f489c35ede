package dev.milena.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.CallFailure;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConfig;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells services what happens, and takes in what they answer.
 *
 * <pre>
 *   call ──2xx, nothing said──────────────────────────────▶ delivered
 *     ▲ └──2xx, something said──▶ our own webhook ──2xx───▶ delivered
 *     └─────────── no 2xx, or whoever did this is gone ◀┘
 * </pre>
 *
 * What a service says in its answer goes in by the door by which its own calls come, under names
 * that follow from the call, and the call counts as done only then. Whatever dies in between, the
 * call is made again under its name; the service says the same again, and what came in already is
 * known by its name.
 */
@ApplicationScoped
class HttpSender implements HttpConnector {
  private static final Logger LOG = Logger.getLogger(HttpSender.class);

  /**
   * Both calls together stay below what egress gives a call. A service that needs longer to find an
   * answer answers by a call of its own.
   */
  private static final Duration SERVICE_MAX = Duration.ofSeconds(10);

  private static final Duration DOOR_MAX = DEFAULT_CALL_TIMEOUT.minus(SERVICE_MAX);

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.SEND,
          Capability.MARKS,
          Capability.REPLY,
          Capability.EDIT,
          Capability.DELETE,
          Capability.READ,
          Capability.REACT,
          Capability.BUTTONS,
          Capability.MENU,
          Capability.PRESS,
          Capability.TYPING,
          Capability.FILES,
          Capability.ALBUM,
          Capability.THREADS,
          Capability.CLOSE);

  private final ApiClient http;
  private final Optional<String> ownUrl;

  @Inject
  HttpSender(
      ApiClient http,
      HttpConfig config,
      @ConfigProperty(name = "milena.public-url") Optional<String> publicUrl) {
    this(http, config.ownUrl().or(() -> publicUrl));
  }

  /**
   * @param ownUrl where the hub's own webhooks are
   */
  HttpSender(ApiClient http, Optional<String> ownUrl) {
    this.http = http;
    this.ownUrl = ownUrl.filter(url -> !url.isBlank());
  }

  @Override
  public String platform() {
    return HttpPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return HttpPlan.of(account, command);
  }

  /** The secret itself is in no call. */
  @Override
  public Map<String, String> secrets(Account account) {
    return Map.of();
  }

  @Override
  public Map<String, String> values(Account account, Step step) {
    return signed(account, step.request(), Instant.now());
  }

  private static Map<String, String> signed(Account account, ApiRequest request, Instant now) {
    byte[] body = Json.bytes(((ApiRequest.JsonBody) request.body()).json());
    String id = request.headers().get(HttpSignature.ID);
    return Map.of(
        HttpPlan.NOW, HttpSignature.seconds(now),
        HttpPlan.SIGNED, HttpSignature.by(HttpAccount.of(account).keys(), id, now, body));
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return HttpAnswers.classify(answer);
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    return HttpAnswers.read(step, answer);
  }

  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    return http.sendForeign(step.request(), values(account, step), SERVICE_MAX)
        .chain(answer -> settle(account, step, answer))
        .onFailure(CallFailure.class)
        .recoverWithItem(CallFailure::outcome);
  }

  private Uni<DeliveryResult> settle(Account account, Step step, ApiAnswer answer) {
    DeliveryResult result = read(account, step, answer);
    List<ObjectNode> said =
        result instanceof DeliveryResult.Delivered ? HttpAnswers.said(step, answer) : List.of();
    return said.isEmpty() ? Uni.createFrom().item(result) : takeIn(account, step, said, result);
  }

  private Uni<DeliveryResult> takeIn(
      Account account, Step step, List<ObjectNode> said, DeliveryResult taken) {
    ObjectNode body = HttpAnswers.list(said);
    if (ownUrl.isEmpty()) {
      LOG.errorf(
          "%s answers in its response, and the hub does not know its own webhooks: set milena.public-url",
          account.ref());
      return Uni.createFrom().item(new DeliveryResult.Misconfigured(Reasons.ADDRESS_NOT_ALLOWED));
    }
    if (Json.bytes(body).length > Webhook.DEFAULT_BODY_BYTES_MAX) {
      // The same would come at the next attempt.
      LOG.errorf("What %s answers is larger than a webhook may be, and is left out", account.ref());
      return Uni.createFrom().item(taken);
    }
    ApiRequest call = door(account, step, body);
    return http.send(call, signed(account, call, Instant.now()), DOOR_MAX)
        .map(answer -> isTaken(answer) ? taken : notTaken())
        .onFailure(CallFailure.class)
        .recoverWithItem(HttpSender::notTaken);
  }

  /** The service has been told, and its answer is not safe: whether it will be, nobody knows. */
  private static DeliveryResult notTaken() {
    return new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER);
  }

  private static boolean isTaken(ApiAnswer answer) {
    return answer.status() / 100 == 2;
  }

  /** The answer under a name that follows from the call's. */
  private ApiRequest door(Account account, Step step, ObjectNode body) {
    Map<String, String> headers = new LinkedHashMap<>(step.request().headers());
    headers.computeIfPresent(HttpSignature.ID, (_, id) -> id + "-answer");
    return ApiRequest.postJson(
        ownUrl.orElseThrow().replaceFirst("/+$", "")
            + "/in/"
            + HttpPlatform.KEY
            + "/"
            + ApiRequest.inUrl(account.ref().name()),
        headers,
        body);
  }
}
