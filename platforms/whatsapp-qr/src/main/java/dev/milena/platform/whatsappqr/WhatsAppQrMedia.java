package dev.milena.platform.whatsappqr;

import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Has the sidecar fetch and decrypt what people sent; it flows through and is kept nowhere. */
@ApplicationScoped
class WhatsAppQrMedia implements Media {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Two parts, each percent-encoded, as {@link WhatsAppQrAttachments#handle} makes them. */
  private static final Pattern HANDLE = Pattern.compile("[\\w.%*+:@-]+/[\\w.%*+:@-]+");

  private final ApiClient http;

  WhatsAppQrMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    WhatsAppQrAccount settings = WhatsAppQrAccount.of(account);
    Optional<String> handle = file.id().filter(id -> HANDLE.matcher(id).matches());
    if (handle.isEmpty()) {
      return Uni.createFrom().failure(UnavailableException.withoutHandle());
    }
    ApiRequest request =
        new ApiRequest(
            "GET",
            settings.url() + "/media/" + handle.get(),
            WhatsAppQrCall.AUTHORIZED,
            new ApiRequest.NoBody());
    return http.open(request, WhatsAppQrSender.secrets(settings), TIMEOUT)
        .map(opened -> opened.as(file));
  }
}
