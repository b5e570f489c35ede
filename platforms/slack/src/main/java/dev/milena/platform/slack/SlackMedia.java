package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches files that people sent: first where they are, then their bytes, both with the bot's
 * token. Without it Slack answers with its page for signing in, and status 200.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/files.info">files.info, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class SlackMedia implements Media {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient http;

  SlackMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    SlackAccount settings = SlackAccount.of(account);
    Optional<Handle> handle = file.id().flatMap(Handle::parse);
    Optional<String> token = handle.flatMap(h -> settings.tokenOf(h.workspace()));
    if (handle.isEmpty() || token.isEmpty()) {
      return Uni.createFrom().failure(UnavailableException.withoutHandle());
    }
    Map<String, String> headers = Map.of("authorization", "Bearer {" + token.get() + "}");
    ApiRequest find =
        new ApiRequest(
            "POST",
            settings.methodUrl("files.info"),
            headers,
            new ApiRequest.FormBody(Map.of("file", handle.get().file())));
    return http.send(find, settings.secrets(), TIMEOUT)
        .map(answer -> address(answer, settings))
        .chain(address ->
            http.open(
                new ApiRequest("GET", address, headers, new ApiRequest.NoBody()),
                settings.secrets(),
                TIMEOUT))
        .map(opened -> described(opened, file));
  }

  /**
   * A file, and the further workspace that has it.
   *
   * @param workspace absent: the account's first one
   */
  private record Handle(Optional<String> workspace, String file) {
    static Optional<Handle> parse(String id) {
      int slash = id.indexOf('/');
      return slash < 0
          ? Optional.of(new Handle(Optional.empty(), id))
          : Optional.of(new Handle(Optional.of(id.substring(0, slash)), id.substring(slash + 1)));
    }
  }

  /** The token goes with the call, so it goes nowhere but to Slack. */
  private static String address(ApiAnswer answer, SlackAccount settings) {
    JsonNode file = answer.json().path("file");
    return id(file, "url_private_download")
        .or(() -> id(file, "url_private"))
        .filter(url -> isOurs(settings, url) && url.indexOf('{') < 0)
        .orElseThrow(() ->
            new UnavailableException("Slack does not give the file out (" + reason(answer) + ")"));
  }

  private static boolean isOurs(SlackAccount settings, String url) {
    try {
      return settings.isOurs(URI.create(url));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Words of Slack's own list; anything else is not repeated. */
  private static String reason(ApiAnswer answer) {
    String error = answer.json().path("error").asText();
    return Set.of("file_not_found", "file_deleted", "missing_scope", "invalid_auth").contains(error)
        ? error
        : Integer.toString(answer.status());
  }

  private static Opened described(Opened opened, Attachment file) {
    boolean signIn =
        opened.mime().filter(mime -> mime.startsWith("text/html")).isPresent()
            && file.mime().filter(mime -> mime.startsWith("text/html")).isEmpty();
    if (signIn) {
      throw new UnavailableException("Slack asks to sign in: the bot token lacks files:read");
    }
    return opened.as(file);
  }
}
