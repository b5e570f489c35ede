package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream;
import dev.milena.platform.Payload;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks the sidecar for events. Each question names the last event that is safe, and by that the
 * sidecar forgets it and all before; its numbers go on where they were also after its volume is
 * lost.
 */
@ApplicationScoped
class WhatsAppQrStream implements EventStream {
  /** WhatsApp keeps messages for a device that is away for about two weeks. */
  private static final Duration KEPT = Duration.ofDays(14);

  /** How much longer than the sidecar holds the call we wait for its answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final String FIRST = "0";

  private final ApiClient http;

  WhatsAppQrStream(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return new Redelivery(KEPT, true);
  }

  @Override
  public boolean wantedBy(Account account) {
    return true;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() -> {
          AtomicReference<String> safe = new AtomicReference<>(cursor.orElse(FIRST));
          return Multi.createBy().repeating().uni(() -> fetch(account, safe)).indefinitely();
        });
  }

  private Uni<Batch> fetch(Account account, AtomicReference<String> safe) {
    WhatsAppQrAccount settings = WhatsAppQrAccount.of(account);
    return http.send(
            request(settings, safe.get()),
            WhatsAppQrSender.secrets(settings),
            settings.pollTimeout().plus(GRACE))
        .map(answer -> batch(account, settings, answer))
        .invoke(batch -> batch.cursor().ifPresent(safe::set));
  }

  private static ApiRequest request(WhatsAppQrAccount settings, String after) {
    return new ApiRequest(
        "GET",
        settings.url()
            + "/events?after="
            + ApiRequest.inUrl(after)
            + "&wait="
            + settings.pollTimeout().toSeconds(),
        WhatsAppQrCall.AUTHORIZED,
        new ApiRequest.NoBody());
  }

  private static Batch batch(Account account, WhatsAppQrAccount settings, ApiAnswer answer) {
    if (answer.status() != 200) {
      throw WhatsAppQrAnswers.streamFailure(answer);
    }
    byte[] raw = answer.body().getBytes();
    JsonNode body = Json.tree(raw);
    WhatsAppQrAnswers.check(body, settings);
    WhatsAppQrEvents events = WhatsAppQrEvents.of(account);
    Instant now = Instant.now();
    Translation all =
        body.path("events")
            .valueStream()
            .map(event -> events.translate(event, now))
            .reduce(new Translation(List.of(), List.of()), Translation::plus);
    // Without a number the same is asked again: from the beginning everything would come twice.
    return new Batch(all, raw, Payload.id(body, "next"));
  }
}
