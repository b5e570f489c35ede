package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.model.Sealer;
import dev.milena.platform.Media;
import dev.milena.platform.MediaLinks;
import dev.milena.platform.Reply;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Passes files on: {@code GET /media/{token}}. Only the platform that received a file can open it;
 * everybody else gets this address. The bytes flow from there to here as the caller takes them;
 * nothing is kept. Any ingress passes on any account's files, whichever accounts it serves
 * otherwise: all links begin with one public address.
 *
 * <p>404: no such link. 410: it has expired. 413: larger than allowed. 502: the platform does not
 * give it. 503: too many at once.
 */
@ApplicationScoped
class MediaRoute {
  private static final Logger LOG = Logger.getLogger(MediaRoute.class);
  private static final String PREFIX = "/media/";

  private final MediaLinks links;
  private final Map<String, Media> media;
  private final AccountTable accounts;
  private final Answers answers;
  private final Refusals refusals;
  private final IngressConfig.Media config;
  private final AtomicInteger open = new AtomicInteger();

  MediaRoute(
      Sealer sealer,
      @All List<Media> media,
      AccountTable accounts,
      Answers answers,
      Refusals refusals,
      IngressConfig config) {
    this.links = new MediaLinks(sealer);
    this.media = media.stream().collect(Collectors.toMap(Media::platform, Function.identity()));
    this.accounts = accounts;
    this.answers = answers;
    this.refusals = refusals;
    this.config = config.media();
  }

  void register(@Observes Router router) {
    router.get(PREFIX + "*").handler(this::handle);
  }

  private void handle(RoutingContext http) {
    String token = http.normalizedPath().substring(PREFIX.length());
    switch (links.open(token, Instant.now())) {
      case MediaLinks.Opening.Valid valid -> serve(http, valid.link());
      case MediaLinks.Opening.Expired expired -> answers.send(http, Reply.status(410));
      case MediaLinks.Opening.Forged forged -> {
        refusals.note("forged_media_link", PREFIX, "The link was not made here");
        answers.send(http, Reply.status(404));
      }
    }
  }

  private void serve(RoutingContext http, MediaLinks.Link link) {
    Optional<Account> account = accounts.findAnywhere(link.account());
    Media opener = media.get(link.account().platform());
    if (account.isEmpty() || opener == null) {
      answers.send(http, Reply.status(404));
      return;
    }
    if (open.incrementAndGet() > config.concurrentMax()) {
      open.decrementAndGet();
      answers.unavailable(http, "Too many files are being passed on at once");
      return;
    }
    opener
        .open(account.get(), link.file())
        .ifNoItem()
        .after(config.openTimeout())
        .failWith(
            () -> new Media.UnavailableException("The platform did not start sending in time"))
        .subscribe()
        .with(file -> pass(http, link, file), failure -> failed(http, link, failure));
  }

  private void pass(RoutingContext http, MediaLinks.Link link, Media.Opened file) {
    long size = file.sizeBytes().orElse(0L);
    if (size > config.bytesMax()) {
      drop(file);
      failed(http, link, new FileTooLargeException());
      return;
    }
    HttpServerResponse response = http.response();
    describe(response, link, file);
    AtomicLong passed = new AtomicLong();
    Cancellable flow =
        file.bytes()
            .onItem()
            .transformToUniAndConcatenate(bytes -> write(response, bytes, passed))
            .onTermination()
            .invoke((failure, cancelled) -> open.decrementAndGet())
            .subscribe()
            .with(written -> {}, failure -> cut(http, link, failure), response::end);
    response.closeHandler(gone -> flow.cancel());
  }

  private Uni<Void> write(HttpServerResponse response, Buffer bytes, AtomicLong passed) {
    if (passed.addAndGet(bytes.length()) > config.bytesMax()) {
      return Uni.createFrom().failure(new FileTooLargeException());
    }
    return Uni.createFrom().completionStage(() -> response.write(bytes).toCompletionStage());
  }

  /** What a stranger sent must not run in anybody's browser under our address. */
  private static void describe(
      HttpServerResponse response, MediaLinks.Link link, Media.Opened file) {
    response.putHeader(
        "content-type", link.file().mime().or(file::mime).orElse("application/octet-stream"));
    response.putHeader("x-content-type-options", "nosniff");
    response.putHeader("content-security-policy", "sandbox; default-src 'none'");
    response.putHeader(
        "content-disposition",
        "attachment; filename*=UTF-8''"
            + Headers.encoded(link.file().name().or(file::name).orElse("file")));
    response.putHeader("cache-control", "private, max-age=300");
    file.sizeBytes()
        .ifPresentOrElse(
            size -> response.putHeader("content-length", Long.toString(size)),
            () -> response.setChunked(true));
  }

  /**
   * The head is already out: only cutting the connection tells the caller that the file is not
   * whole.
   */
  private void cut(RoutingContext http, MediaLinks.Link link, Throwable failure) {
    LOG.infof("media cut account=%s reason=%s", link.account(), failure.getClass().getSimpleName());
    http.response().reset();
  }

  private void failed(RoutingContext http, MediaLinks.Link link, Throwable failure) {
    open.decrementAndGet();
    boolean large = failure instanceof FileTooLargeException;
    LOG.infof(
        "media refused account=%s reason=%s",
        link.account(), large ? "too_large" : failure.getMessage());
    answers.send(http, Reply.status(large ? 413 : 502));
  }

  private static void drop(Media.Opened file) {
    Multi<Buffer> bytes = file.bytes();
    bytes.subscribe().with(ignored -> {}).cancel();
  }

  private static final class FileTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileTooLargeException() {
      super("The file is larger than milena.ingress.media.bytes-max", null, false, false);
    }
  }
}
