package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Payload;
import dev.milena.platform.Plan;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The way out to Mattermost: {@link MattermostPlan} says what to send, {@link MattermostAnswers}
 * what came of it.
 */
@ApplicationScoped
class MattermostSender implements HttpConnector {
  /** Files go with some calls: 100 MiB at 30 Mbit/s take 28 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /** How far the clocks of hub and server may differ without anything being overlooked. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** So many posts the server gives at most; there may be more. */
  static final int HISTORY_MAX = 1000;

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.SEND,
          Capability.MARKS,
          Capability.REPLY,
          Capability.EDIT,
          Capability.DELETE,
          Capability.REACT,
          Capability.INTERACTION_ANSWER,
          Capability.TYPING,
          Capability.FILES,
          Capability.THREADS);

  private static final Set<Capability> WITH_BUTTONS = withButtons();

  private final ApiClient http;

  MattermostSender(ApiClient http) {
    this.http = http;
  }

  private static Set<Capability> withButtons() {
    Set<Capability> all = EnumSet.copyOf(CAPABILITIES);
    all.add(Capability.BUTTONS);
    all.add(Capability.MENU);
    all.add(Capability.FORM);
    all.add(Capability.FORM_CHECKS);
    return Set.copyOf(all);
  }

  /** What stands for the placeholders of a header. */
  static Map<String, String> secrets(MattermostAccount settings) {
    return Map.of("token", settings.token());
  }

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  /** Buttons, menus and forms need an address to come back to. */
  @Override
  public Set<Capability> capabilities(Account account) {
    return MattermostAccount.of(account).takesPresses() ? WITH_BUTTONS : CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return MattermostPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return secrets(MattermostAccount.of(account));
  }

  /** Buttons and forms are signed now, for they hold from now on. */
  @Override
  public Map<String, String> values(Account account, Step step) {
    MattermostAccount settings = MattermostAccount.of(account);
    Map<String, String> values = new HashMap<>(secrets(settings));
    values.putAll(MattermostButtons.signatures(settings, step.request(), Instant.now()));
    values.putAll(MattermostForm.signature(settings, step.request(), Instant.now()));
    return values;
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    return step.request().method().equals("GET")
        ? MattermostAnswers.thread(answer)
        : classify(answer);
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return MattermostAnswers.classify(answer);
  }

  /**
   * Looks into the channel for the post with the marker of this step. Where it is not there it will
   * not come: the server takes the same {@code pending_post_id} once, so what is still being saved
   * is what is sent next.
   */
  @Override
  public Optional<Look> look(Account account, Command command, Step step, Instant since) {
    if (!step.request().url().endsWith("/posts")) {
      return Optional.empty();
    }
    String path =
        "/channels/"
            + ApiRequest.inUrl(command.to().conversation())
            + "/posts?since="
            + since.minus(CLOCKS_DIFFER).toEpochMilli();
    return Optional.of(
        new Look(
            new MattermostCall(MattermostAccount.of(account)).get(path),
            answer -> found(answer, MattermostPlan.marker(command, step))));
  }

  private static Reconciliation found(ApiAnswer answer, String marker) {
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new IllegalStateException("The history was not to be had now: " + answer.status());
    }
    JsonNode history = answer.json();
    JsonNode posts = history.path("posts");
    Optional<String> post =
        StreamSupport.stream(posts.spliterator(), false)
            .filter(p -> marker.equals(p.path("props").path(MattermostPosts.MARKER).textValue()))
            .findFirst()
            .flatMap(p -> Payload.id(p, "id"));
    if (post.isPresent()) {
      return new Reconciliation.Done(new DeliveryResult.Delivered(List.of(post.get()), Map.of()));
    }
    return answer.status() == 200 && posts.isObject() && posts.size() < HISTORY_MAX
        ? new Reconciliation.NotDone()
        : new Reconciliation.Untold();
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
