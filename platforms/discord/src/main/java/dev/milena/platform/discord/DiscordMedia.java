package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import dev.milena.platform.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Fetches files that people sent: first the message, which has a fresh address of the file, then
 * its bytes. Addresses are signed and good for a day, so none is kept.
 *
 * @see <a href="https://discord.com/developers/docs/reference#signed-attachment-cdn-urls">Signed
 *     attachment addresses, read 2026-11-21</a>
 */
@ApplicationScoped
class DiscordMedia implements Media {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient http;

  DiscordMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    DiscordAccount settings = DiscordAccount.of(account);
    return file.id()
        .flatMap(DiscordFileHandle::parse)
        .map(handle ->
            http.send(find(settings, handle), DiscordSender.secrets(settings), TIMEOUT)
                .map(answer -> address(answer, handle))
                .chain(url -> http.openForeign(url, TIMEOUT))
                .map(opened -> opened.as(file)))
        .orElseGet(() -> Uni.createFrom().failure(UnavailableException.withoutHandle()));
  }

  private static ApiRequest find(DiscordAccount settings, DiscordFileHandle handle) {
    String path =
        "/channels/"
            + ApiRequest.inUrl(handle.channel())
            + "/messages/"
            + ApiRequest.inUrl(handle.message());
    return new ApiRequest(
        "GET", settings.url(path), DiscordCall.headers(), new ApiRequest.NoBody());
  }

  private static String address(ApiAnswer answer, DiscordFileHandle handle) {
    if (answer.status() != 200) {
      throw new UnavailableException(
          "Discord does not show the message with the file (" + answer.status() + ")");
    }
    JsonNode message = answer.json();
    return Stream.concat(
            each(message, "attachments"),
            each(message, "message_snapshots")
                .flatMap(snapshot -> each(snapshot.path("message"), "attachments")))
        .filter(f -> Payload.id(f, "id").filter(handle.attachment()::equals).isPresent())
        .findFirst()
        .flatMap(f -> Payload.words(f, "url"))
        .orElseThrow(() -> new UnavailableException("The message does not have the file any more"));
  }
}
