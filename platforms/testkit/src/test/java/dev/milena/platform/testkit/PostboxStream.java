package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks again and again; the place in the stream is ours to keep. */
final class PostboxStream implements EventStream {
  private final ApiClient http;

  PostboxStream(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return PostboxPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(Duration.ofHours(1));
  }

  @Override
  public boolean wantedBy(Account account) {
    return account.as(PostboxSettings.class).listening();
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    AtomicReference<String> place = new AtomicReference<>(cursor.orElse("0"));
    return Multi.createBy()
        .repeating()
        .uni(() ->
            http.send(
                    ask(account, place.get()),
                    Map.of("token", account.as(PostboxSettings.class).token()),
                    Duration.ofSeconds(5))
                .map(answer -> batch(account, answer))
                .invoke(batch -> place.set(batch.cursor().orElseThrow())))
        .indefinitely();
  }

  private static ApiRequest ask(Account account, String after) {
    String url = account.as(PostboxSettings.class).url() + "/take?after=" + ApiRequest.inUrl(after);
    return new ApiRequest(
        "GET", url, Map.of("authorization", "Bearer {token}"), new ApiRequest.NoBody());
  }

  private static Batch batch(Account account, ApiAnswer answer) {
    if (answer.status() == 401) {
      throw new StreamFailure(
          StreamFailure.Kind.MISCONFIGURED, "The token is refused", Duration.ZERO);
    }
    JsonNode taken = Json.tree(answer.body().getBytes());
    Translation all = Translation.of(java.util.List.of());
    for (JsonNode letter : taken.path("letters")) {
      all = all.plus(PostboxEvents.translate(account, letter, Instant.EPOCH));
    }
    return new Batch(all, answer.body().getBytes(), Optional.of(taken.path("next").asText()));
  }
}
