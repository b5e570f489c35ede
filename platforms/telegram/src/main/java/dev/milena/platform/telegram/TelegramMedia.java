package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import dev.milena.platform.Payload;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Fetches files that people sent to the bot: first their path, then their bytes. Telegram keeps a
 * path for an hour, so it is asked for anew each time.
 *
 * @see <a href="https://core.telegram.org/bots/api#getfile">getFile, read 2026-11-21</a>
 */
@ApplicationScoped
class TelegramMedia implements Media {
  /**
   * What Telegram lets bots download; a server of one's own has no bound but its disk, so the same
   * as for uploads.
   */
  private static final long BYTES_MAX = 20L * 1024 * 1024;

  private static final long OWN_SERVER_BYTES_MAX = 2000L * 1024 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient http;

  TelegramMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    TelegramAccount settings = TelegramAccount.of(account);
    long most = settings.onCloud() ? BYTES_MAX : OWN_SERVER_BYTES_MAX;
    if (file.id().isEmpty()) {
      return Uni.createFrom().failure(UnavailableException.withoutHandle());
    }
    if (file.sizeBytes().filter(size -> size > most).isPresent()) {
      return Uni.createFrom().failure(tooLarge(most));
    }
    ApiRequest find =
        ApiRequest.postJson(
            settings.methodUrl("getFile"),
            Map.of(),
            Json.mapper().createObjectNode().put("file_id", file.id().get()));
    return http.send(find, TelegramSender.secrets(settings), TIMEOUT)
        .map(answer -> path(answer, settings))
        .chain(
            path -> http.open(download(settings, path), TelegramSender.secrets(settings), TIMEOUT))
        .map(opened -> described(opened, file, most));
  }

  private static String path(ApiAnswer answer, TelegramAccount settings) {
    if (answer.status() != 200) {
      throw new UnavailableException(
          "Telegram does not give the file out (" + answer.status() + ")");
    }
    JsonNode result = answer.json().path("result");
    return Payload.text(result, "file_path")
        .filter(p -> !p.isBlank())
        .map(p -> relative(p, settings.token()))
        .orElseThrow(() ->
            new UnavailableException("Telegram has the file, but it is too large to download"));
  }

  /**
   * A server of one's own, run with {@code --local}, names the place on its disk: below a folder
   * called like the token, which a proxy beside it serves under the same addresses as Telegram
   * does.
   */
  static String relative(String path, String token) {
    int below = path.indexOf("/" + token + "/");
    return below >= 0 ? path.substring(below + token.length() + 2) : path.replaceFirst("^/+", "");
  }

  private static ApiRequest download(TelegramAccount settings, String path) {
    String encoded =
        Arrays.stream(path.split("/")).map(ApiRequest::inUrl).collect(Collectors.joining("/"));
    return new ApiRequest(
        "GET",
        settings.baseUrl() + "/file/bot{token}/" + encoded,
        Map.of(),
        new ApiRequest.NoBody());
  }

  /** Telegram serves everything as bytes without a kind; what the message said is better. */
  private static Opened described(Opened opened, Attachment file, long most) {
    if (opened.sizeBytes().filter(size -> size > most).isPresent()) {
      throw tooLarge(most);
    }
    AtomicLong sofar = new AtomicLong();
    return new Opened(
            opened.mime(),
            opened.sizeBytes(),
            opened.name(),
            opened.bytes().invoke(bytes -> bounded(sofar, bytes, most)))
        .as(file);
  }

  private static void bounded(AtomicLong sofar, Buffer bytes, long most) {
    if (sofar.addAndGet(bytes.length()) > most) {
      throw tooLarge(most);
    }
  }

  private static UnavailableException tooLarge(long most) {
    return new UnavailableException(
        "The file is larger than the " + most / (1024 * 1024) + " MiB that can be downloaded");
  }
}
