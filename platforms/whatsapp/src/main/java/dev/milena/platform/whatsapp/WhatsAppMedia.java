package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Media;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches files that people sent: first where they are and what they are like, then their bytes,
 * both with the number's token. An address holds for five minutes, so it is asked for anew each
 * time. The bytes are checked as they flow: no more than was said, and at the end the right ones.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media">Media,
 *     read 2026-11-21</a>
 */
@ApplicationScoped
class WhatsAppMedia implements Media {
  /** The largest that WhatsApp carries: a document. */
  private static final long BYTES_MAX = 100L * 1024 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient http;

  WhatsAppMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    WhatsAppAccount settings = WhatsAppAccount.of(account);
    if (file.id().isEmpty()) {
      return Uni.createFrom().failure(UnavailableException.withoutHandle());
    }
    return http.send(new WhatsAppCall(settings).media(file.id().get()), settings.secrets(), TIMEOUT)
        .map(answer -> Described.read(answer, settings))
        .chain(described ->
            http.open(WhatsAppCall.get(described.url()), settings.secrets(), TIMEOUT)
                .map(opened -> checked(opened, described).as(file)));
  }

  /**
   * What Meta says of a file.
   *
   * @param sha256 of its bytes, as hexadecimal digits or as base64
   */
  private record Described(
      String url, Optional<String> mime, Optional<Long> sizeBytes, Optional<String> sha256) {
    static Described read(ApiAnswer answer, WhatsAppAccount settings) {
      JsonNode said = answer.json();
      String url =
          id(said, "url")
              .filter(u -> mayBeTold(settings, u))
              .orElseThrow(() ->
                  new UnavailableException(
                      "WhatsApp does not give the file out (" + answer.status() + ")"));
      Optional<Long> size =
          id(said, "file_size").filter(s -> s.matches("[0-9]{1,12}")).map(Long::parseLong);
      if (size.filter(s -> s > BYTES_MAX).isPresent()) {
        throw tooLarge(BYTES_MAX);
      }
      return new Described(url, words(said, "mime_type"), size, words(said, "sha256"));
    }

    /** The token goes with the call, so it goes nowhere but to Meta. */
    private static boolean mayBeTold(WhatsAppAccount settings, String url) {
      try {
        return url.indexOf('{') < 0 && settings.servesMedia(URI.create(url));
      } catch (IllegalArgumentException _) {
        return false;
      }
    }

    @Override
    public String toString() {
      return "Described[" + mime.orElse("-") + "]";
    }
  }

  private static Opened checked(Opened opened, Described said) {
    long most = said.sizeBytes().orElse(BYTES_MAX);
    Multi<Buffer> bytes =
        Multi.createFrom()
            .deferred(() -> {
              WhatsAppChecksum checksum = new WhatsAppChecksum(said.sha256(), most);
              return opened
                  .bytes()
                  .invoke(checksum::add)
                  .onCompletion()
                  .call(() -> Uni.createFrom().voidItem().invoke(checksum::verify));
            });
    return new Opened(
        said.mime().or(opened::mime), said.sizeBytes().or(opened::sizeBytes), opened.name(), bytes);
  }

  static UnavailableException tooLarge(long most) {
    return new UnavailableException(
        "The file is larger than the " + most + " bytes that it may have");
  }
}
