package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {
  private static Vertx vertx;

  @BeforeAll
  static void open() {
    String hosts =
        "127.0.0.1 localhost\n10.1.2.3 inside.example\n8.8.4.4 outside.example\n127.0.0.1 hub.example\n";
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setAddressResolverOptions(
                    new AddressResolverOptions()
                        .setHostsValue(io.vertx.core.buffer.Buffer.buffer(hosts))));
  }

  @AfterAll
  static void close() {
    LocalServers.await(vertx.close());
  }

  private static RequestOptions check(String url) {
    return LocalServers.await(guard(Optional.empty()).check(url));
  }

  private static UrlGuard guard(Optional<String> own) {
    return new UrlGuard(vertx, false, own, Optional.empty());
  }

  private static Throwable refusal(UrlGuard guard, String url) {
    return catchThrowable(() -> guard.check(url).toCompletionStage().toCompletableFuture().join())
        .getCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1.2.3:8000/x",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001::1]/",
        "http://localhost/",
        "http://inside.example/",
        "https://inside.example:443/"
      })
  void whatIsNotPublicIsRefused(String url) {
    // When
    Throwable refusal = refusal(guard(Optional.empty()), url);

    // Then
    assertThat(refusal).isInstanceOf(UrlGuard.RefusedException.class);
    assertThat(((UrlGuard.RefusedException) refusal).passing()).isFalse();
    assertThat(refusal).hasMessageNotContaining("127").hasMessageNotContaining("inside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://outside.example/", "file:///etc/passwd", "gopher://outside.example/",
            "javascript:alert(1)", "//outside.example/",
        "http:///nohost", "http://user:pass@outside.example/", "not an address", "",
            "http://outside example/"
      })
  void whatIsNoPlainHttpAddressIsRefused(String url) {
    assertThat(refusal(guard(Optional.empty()), url)).isInstanceOf(UrlGuard.RefusedException.class);
  }

  @Test
  void hostThatDoesNotResolveMayDoSoLater() {
    // When
    Throwable refusal = refusal(guard(Optional.empty()), "http://no-such-host.invalid/");

    // Then
    assertThat(refusal).isInstanceOf(UrlGuard.RefusedException.class);
    assertThat(((UrlGuard.RefusedException) refusal).passing()).isTrue();
  }

  @Test
  void publicHostIsConnectedToByTheAddressThatWasLookedAt() {
    // When
    RequestOptions options = check("https://outside.example/a%20b?c=d#e");

    // Then
    assertThat(options.getServer().hostAddress()).isEqualTo("8.8.4.4");
    assertThat(options.getServer().port()).isEqualTo(443);
    assertThat(options.getHost()).isEqualTo("outside.example");
    assertThat(options.getURI()).isEqualTo("/a%20b?c=d");
    assertThat(options.isSsl()).isTrue();
  }

  @Test
  void privateAddressIsFineWhereTheOperatorSaysSo() {
    // When
    RequestOptions options =
        LocalServers.await(
            new UrlGuard(vertx, true, Optional.empty(), Optional.empty())
                .check("http://inside.example/"));

    // Then
    assertThat(options.getServer().hostAddress()).isEqualTo("10.1.2.3");
  }

  @Test
  void hubsOwnAddressIsFineAndOnlyThat() {
    // Given
    UrlGuard guard = guard(Optional.of("http://hub.example:8000/base"));

    // When
    RequestOptions own = LocalServers.await(guard.check("http://hub.example:8000/base/media/abc"));

    // Then
    assertThat(own.getServer().port()).isEqualTo(8000);
    for (String other :
        new String[] {
          "http://hub.example:9000/base/media/abc",
          "http://hub.example/base/media/abc",
          "https://hub.example:8000/base/media/abc",
          "http://hub.example:8000/admin",
          "http://hub.example:8000/baseless",
          "http://hub.example:8000/base/../admin",
          "http://hub.example:8000/base/%2e%2e/admin"
        }) {
      assertThat(refusal(guard, other)).as(other).isInstanceOf(UrlGuard.RefusedException.class);
    }
  }

  @Test
  void whatIsTheHubsOwnIsFetchedWhereTheHubItselfReachesIt() {
    // Given
    UrlGuard guard =
        new UrlGuard(
            vertx,
            false,
            Optional.of("https://hub.example/base/"),
            Optional.of("http://inside.example:8000/here/"));

    // When
    RequestOptions own = LocalServers.await(guard.check("https://hub.example/base/media/x?y=1"));
    RequestOptions other = LocalServers.await(guard.check("https://outside.example/base/media/x"));

    // Then
    assertThat(own.isSsl()).isFalse();
    assertThat(own.getServer().port()).isEqualTo(8000);
    assertThat(own.getServer().hostAddress()).isEqualTo("10.1.2.3");
    assertThat(own.getHost()).isEqualTo("inside.example");
    assertThat(own.getURI()).isEqualTo("/here/media/x?y=1");
    assertThat(other.getHost()).isEqualTo("outside.example");
    assertThat(refusal(guard, "http://inside.example:8000/here/media/x"))
        .isInstanceOf(UrlGuard.RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub.example", "ftp://hub.example", "http://", "not an address"})
  void publicUrlThatIsNoneIsSaidAtOnce(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard(Optional.of(url)))
        .withMessageContaining("milena.public-url");
  }

  @Test
  void hostHeaderIsTheNameAlthoughTheAddressIsConnectedTo() {
    // Given
    AtomicInteger calls = new AtomicInteger();
    var server =
        LocalServers.await(
            vertx
                .createHttpServer()
                .requestHandler(r -> {
                  calls.incrementAndGet();
                  r.response().end(r.getHeader("host"));
                })
                .listen(0, "127.0.0.1"));
    VertxApiClient client = new VertxApiClient(vertx, HttpSettings.LOCAL, Optional.empty());
    String url = "http://hub.example:" + server.actualPort() + "/";

    // When
    Media.Opened opened =
        client.openForeign(url, Duration.ofSeconds(5)).await().atMost(Duration.ofSeconds(5));

    // Then
    String host = opened.bytes().collect().first().await().atMost(Duration.ofSeconds(5)).toString();
    assertThat(host).isEqualTo("hub.example:" + server.actualPort());
    assertThat(calls).hasValue(1);
  }

  @Test
  void tlsIndicatesTheNameAlthoughTheAddressIsConnectedTo() {
    // Given
    AtomicReference<String> greeting = new AtomicReference<>("");
    var server =
        LocalServers.await(
            vertx
                .createNetServer()
                .connectHandler(
                    socket -> socket.handler(b -> greeting.set(b.toString("ISO-8859-1"))))
                .listen(0, "127.0.0.1"));
    VertxApiClient client = new VertxApiClient(vertx, HttpSettings.LOCAL, Optional.empty());
    String url = "https://hub.example:" + server.actualPort() + "/";

    // When
    var asking = client.openForeign(url, Duration.ofSeconds(5)).subscribe().with(_ -> {}, _ -> {});

    // Then
    await().until(() -> greeting.get().contains("hub.example"));
    asking.cancel();
  }

  @Test
  void redirectIntoAPrivateNetworkIsRefused() {
    // Given
    AtomicInteger inside = new AtomicInteger();
    var secret =
        LocalServers.await(
            vertx
                .createHttpServer()
                .requestHandler(_ -> inside.incrementAndGet())
                .listen(0, "127.0.0.1"));
    var redirecting =
        LocalServers.await(
            vertx
                .createHttpServer()
                .requestHandler(r ->
                    r.response()
                        .setStatusCode(302)
                        .putHeader("location", "http://localhost:" + secret.actualPort() + "/")
                        .end())
                .listen(0, "127.0.0.1"));
    String own = "http://hub.example:" + redirecting.actualPort();
    VertxApiClient client = new VertxApiClient(vertx, HttpSettings.DEFAULTS, Optional.of(own));

    // When
    Throwable failure =
        catchThrowable(() ->
            client
                .openForeign(own + "/x", Duration.ofSeconds(5))
                .await()
                .atMost(Duration.ofSeconds(5)));

    // Then
    assertThat(failure)
        .isInstanceOf(Media.UnavailableException.class)
        .hasMessageContaining("private network");
    assertThat(inside).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "2606:4700::1111",
        "192.169.0.1"
      })
  void neighboursOfPrivateNetworksArePublic(String address) throws UnknownHostException {
    assertThat(NetworkZone.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void platformsOwnAddressIsTheOperatorsAffair() {
    // Given
    var server =
        LocalServers.await(
            vertx
                .createHttpServer()
                .requestHandler(r -> r.response().end("ok"))
                .listen(0, "127.0.0.1"));
    VertxApiClient client = new VertxApiClient(vertx, HttpSettings.DEFAULTS, Optional.empty());
    ApiRequest request =
        new ApiRequest(
            "GET", "http://127.0.0.1:" + server.actualPort(), Map.of(), new ApiRequest.NoBody());

    // When
    ApiAnswer answer =
        client.send(request, Map.of(), Duration.ofSeconds(5)).await().atMost(Duration.ofSeconds(5));

    // Then
    assertThat(answer.status()).isEqualTo(200);
  }
}
