package dev.milena.platform.webim;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way to the desk, through either door. Answers are read as the account's mapping says. */
@ApplicationScoped
class WebimSender implements HttpConnector {
  private final ApiClient http;

  WebimSender(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return WebimPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    WebimSettings settings = WebimSettings.of(account);
    return switch (settings.door()) {
      case CHANNEL -> ChannelPlan.capabilities(settings.channel().outbound());
      case BOT -> BotPlan.capabilities(settings.bot());
    };
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return Map.of("token", WebimSettings.of(account).accessToken());
  }

  @Override
  public Plan plan(Account account, Command command) {
    WebimSettings settings = WebimSettings.of(account);
    return switch (settings.door()) {
      case CHANNEL -> ChannelPlan.of(settings, command);
      case BOT -> BotPlan.of(settings, command);
    };
  }

  /** By the defaults, for an answer of which nobody says whose it is. */
  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return WebimAnswers.read(OutboundMapping.DEFAULT, answer);
  }

  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    WebimSettings settings = WebimSettings.of(account);
    Map<String, String> values = new HashMap<>(earlier);
    values.putAll(secrets(account));
    OutboundMapping mapping =
        switch (settings.door()) {
          case CHANNEL -> settings.channel().outbound();
          case BOT -> OutboundMapping.DEFAULT;
        };
    Optional<Base64Files> embedded = Base64Files.of(settings, step.request());
    return embedded
        .map(files -> files.fetch(http, callTimeout()))
        .orElseGet(() -> Uni.createFrom().item(Base64Files.Fetched.as(step.request())))
        .chain(fetched ->
            switch (fetched) {
              case Base64Files.Ready(var request) ->
                  http.call(
                      request, values, callTimeout(), answer -> WebimAnswers.read(mapping, answer));
              case Base64Files.Failed(var result) -> Uni.createFrom().item(result);
            });
  }
}
