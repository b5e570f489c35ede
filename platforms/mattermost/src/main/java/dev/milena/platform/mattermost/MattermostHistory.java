package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.mattermost.MattermostFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What has happened in the bot's channels while nobody listened: new posts, changes, deletions and
 * reactions that are still there. Who came and went, and reactions that have gone, no history
 * shows. Channel by channel, no faster than the server allows.
 *
 * @see <a href="https://api.mattermost.com/#operation/GetPostsForChannel">GetPostsForChannel, read
 *     2026-11-21</a>
 */
final class MattermostHistory {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** The longest page of users; who is beyond it has no name in what was missed. */
  private static final int USERS_MAX = 200;

  private static final Translation NOTHING = new Translation(List.of(), List.of());

  private final ApiClient http;
  private final Account account;
  private final MattermostAccount settings;

  MattermostHistory(ApiClient http, Account account) {
    this.http = http;
    this.account = account;
    this.settings = MattermostAccount.of(account);
  }

  /** A batch for each channel in which something has happened, without cursors. Cold. */
  Multi<Batch> since(Instant when) {
    Duration pace = Duration.ofSeconds(1).dividedBy(settings.callsPerSecond());
    return get("/users/me/channels")
        .onItem()
        .transformToMulti(answer -> Multi.createFrom().iterable(json(answer)))
        .onItem()
        .transformToUniAndConcatenate(channel -> read(channel, when).onItem().delayIt().by(pace))
        .select()
        .where(batch -> !batch.translation().equals(NOTHING));
  }

  private Uni<Batch> read(JsonNode channel, Instant when) {
    String path =
        "/channels/"
            + ApiRequest.inUrl(id(channel, "id").orElse(""))
            + "/posts?since="
            + when.toEpochMilli();
    return get(path)
        .chain(answer ->
            json(answer).path("posts").isEmpty()
                ? Uni.createFrom().item(new Batch(NOTHING, new byte[0], Optional.empty()))
                : names(channel).map(names -> batch(channel, answer, names, when)));
  }

  private Uni<Map<String, String>> names(JsonNode channel) {
    String path =
        "/users?in_channel="
            + ApiRequest.inUrl(id(channel, "id").orElse(""))
            + "&per_page="
            + USERS_MAX;
    return get(path)
        .map(answer -> {
          Map<String, String> names = new HashMap<>();
          json(answer)
              .forEach(u -> id(u, "username").ifPresent(n -> names.put(u.path("id").asText(), n)));
          return names;
        });
  }

  private Batch batch(JsonNode channel, ApiAnswer answer, Map<String, String> names, Instant when) {
    MattermostInput input = MattermostInput.of(account, Instant.now());
    JsonNode posts = json(answer).path("posts");
    Translation all =
        StreamSupport.stream(posts.spliterator(), false)
            .sorted(Comparator.comparingLong(p -> p.path("create_at").asLong()))
            .map(post -> translate(input, channel, post, names, when))
            .reduce(
                posts.size() < MattermostSender.HISTORY_MAX
                    ? NOTHING
                    : Translation.ignored("history_cut"),
                Translation::plus);
    return new Batch(all, answer.body().getBytes(), Optional.empty());
  }

  private static Translation translate(
      MattermostInput input,
      JsonNode channel,
      JsonNode post,
      Map<String, String> names,
      Instant when) {
    try {
      MattermostPosts.Around around =
          new MattermostPosts.Around(
              MattermostInput.type(id(channel, "type")),
              id(channel, "display_name"),
              id(post, "user_id").map(names::get),
              List.of());
      Translation said = new MattermostPosts(input).past(post, around, when);
      return each(post.path("metadata"), "reactions")
          .filter(r -> time(r, "create_at").filter(when::isBefore).isPresent())
          .map(r -> MattermostReactions.read(input, r, id(channel, "id"), true))
          .reduce(said, Translation::plus);
    } catch (RuntimeException _) {
      return Translation.unknown("post_form");
    }
  }

  private static JsonNode json(ApiAnswer answer) {
    return answer.json();
  }

  private Uni<ApiAnswer> get(String path) {
    return http.send(
            new MattermostCall(settings).get(path), MattermostSender.secrets(settings), TIMEOUT)
        .invoke(answer -> {
          if (answer.status() != 200) {
            throw MattermostAnswers.streamFailure(answer);
          }
        });
  }
}
