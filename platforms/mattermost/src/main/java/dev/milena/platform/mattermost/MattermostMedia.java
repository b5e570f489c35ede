package dev.milena.platform.mattermost;

import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Fetches files that people posted. The server's own bound on their size holds here as well.
 *
 * @see <a href="https://api.mattermost.com/#operation/GetFile">GetFile, read 2026-11-21</a>
 */
@ApplicationScoped
class MattermostMedia implements Media {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final ApiClient http;

  MattermostMedia(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  @Override
  public Uni<Opened> open(Account account, Attachment file) {
    MattermostAccount settings = MattermostAccount.of(account);
    if (file.id().isEmpty()) {
      return Uni.createFrom().failure(UnavailableException.withoutHandle());
    }
    ApiRequest request =
        new MattermostCall(settings).get("/files/" + ApiRequest.inUrl(file.id().get()));
    return http.open(request, MattermostSender.secrets(settings), TIMEOUT)
        .map(opened -> opened.as(file));
  }
}
