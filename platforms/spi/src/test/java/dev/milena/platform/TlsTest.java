package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Json;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token goes to the host that it is for and to no other, although a certificate of that other is
 * in order.
 */
class TlsTest {
  private static final String PASSWORD = "password";
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;

  private final LocalServers servers = new LocalServers();
  private final AtomicInteger taken = new AtomicInteger();
  private Optional<String> trustBefore;

  /** Both certificates are trusted, so that only the name can tell the two apart. */
  @BeforeEach
  void trust() throws Exception {
    pair("right", "localhost");
    pair("wrong", "wrong.test");
    trustBefore = Optional.ofNullable(System.getProperty(TRUST));
    System.setProperty(TRUST, trusted());
  }

  @AfterEach
  void close() {
    trustBefore.ifPresentOrElse(
        before -> System.setProperty(TRUST, before), () -> System.clearProperty(TRUST));
    servers.close();
  }

  @Test
  void certificateOfTheHostIsTaken() throws Exception {
    // When
    DeliveryResult result = call(server("right"));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.as("200"));
    assertThat(taken).hasValue(1);
  }

  @Test
  void certificateOfAnotherHostIsNotAndNothingIsSent() throws Exception {
    // When
    DeliveryResult result = call(server("wrong"));

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
    assertThat(taken).hasValue(0);
  }

  private DeliveryResult call(int port) {
    ApiRequest request =
        ApiRequest.postJson(
            "https://localhost:" + port + "/{token}",
            Map.of(),
            Json.mapper().createObjectNode().put("text", "Hello"));
    return new VertxApiClient(servers.vertx(), HttpSettings.LOCAL, Optional.empty())
        .call(
            request,
            Map.of("token", "s3cret"),
            TIMEOUT,
            answer -> DeliveryResult.Delivered.as(Integer.toString(answer.status())))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private int server(String alias) {
    PfxOptions key =
        new PfxOptions().setPath(keys().toString()).setPassword(PASSWORD).setAlias(alias);
    HttpServerOptions options = new HttpServerOptions().setSsl(true).setKeyCertOptions(key);
    return LocalServers.await(
            servers
                .vertx()
                .createHttpServer(options)
                .requestHandler(request -> {
                  taken.incrementAndGet();
                  request.response().end();
                })
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private Path keys() {
    return folder.resolve("keys.p12");
  }

  /**
   * A store of the two certificates, as those that sign are in the JDK's own. In the old format,
   * which can be read without a password.
   */
  private String trusted() throws Exception {
    Path store = folder.resolve("trusted.jks");
    for (String alias : List.of("right", "wrong")) {
      String certificate = folder.resolve(alias + ".crt").toString();
      keytool(keys(), "PKCS12", "-exportcert", "-alias", alias, "-file", certificate);
      keytool(store, "JKS", "-importcert", "-noprompt", "-alias", alias, "-file", certificate);
    }
    return store.toString();
  }

  private void pair(String alias, String host) throws Exception {
    String name = "CN=" + alias;
    String san = "san=dns:" + host;
    keytool(
        keys(),
        "PKCS12",
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-dname",
        name,
        "-ext",
        san);
  }

  private static void keytool(Path store, String type, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", type, "-storepass", PASSWORD, "-keystore", store.toString()));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }
}
