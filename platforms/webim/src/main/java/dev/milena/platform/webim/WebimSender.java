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
import java.util.Map;
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
    return Base64Files.of(WebimSettings.of(account), step.request())
        .map(files -> files.fetch(http, callTimeout()))
        .orElseGet(() -> Uni.createFrom().item(Base64Files.Fetched.as(step.request())))
        .chain(fetched ->
            switch (fetched) {
              case Base64Files.Ready(var request) ->
                  HttpConnector.super.deliver(account, step.asking(request), earlier);
              case Base64Files.Failed(var result) -> Uni.createFrom().item(result);
            });
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    WebimSettings settings = WebimSettings.of(account);
    return switch (settings.door()) {
      case CHANNEL -> WebimAnswers.read(settings.channel().outbound(), answer);
      case BOT -> classify(answer);
    };
  }
}
