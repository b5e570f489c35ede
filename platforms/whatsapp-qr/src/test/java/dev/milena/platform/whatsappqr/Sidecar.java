package dev.milena.platform.whatsappqr;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.testkit.NodeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The real sidecar, as a process before a {@link FakeWhatsApp}. */
final class Sidecar implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final AccountRef REF = new AccountRef(WhatsAppQrPlatform.KEY, "real");
  static final String TOKEN = "hub-token-of-the-test";
  static final String ADMIN_TOKEN = "admin-token-of-the-test";

  private final NodeClient process;
  private final ApiClient http;
  private final List<String> logged = new ArrayList<>();
  private final int port;

  Sidecar(FakeWhatsApp whatsApp, Path volume, ApiClient http) {
    this.http = http;
    process =
        NodeClient.start(
            Path.of("sidecar"),
            "main.mjs",
            Map.of(
                "WHATSAPP_QR_ACCEPT_RISK",
                "yes",
                "WHATSAPP_QR_SERVER",
                whatsApp.url(),
                "WHATSAPP_QR_FOLDER",
                volume.toAbsolutePath().toString(),
                "WHATSAPP_QR_PORT",
                "0",
                "WHATSAPP_QR_TOKEN",
                TOKEN,
                "WHATSAPP_QR_ADMIN_TOKEN",
                ADMIN_TOKEN,
                "WHATSAPP_QR_PACE_MS",
                "0",
                "NODE_EXTRA_CA_CERTS",
                whatsApp.certificate()));
    port = log(line -> line.path("event").asText().equals("listening")).path("port").asInt();
  }

  private JsonNode log(Predicate<JsonNode> last) {
    return process.await(
        line -> {
          logged.add(line.toString());
          return last.test(line);
        },
        PATIENCE);
  }

  /** All that it has logged until it was in a state, after that time. */
  List<String> loggedUntil(String state, Instant after) {
    log(line ->
        line.path("state").asText().equals(state)
            && Instant.parse(line.path("at").asText()).isAfter(after));
    return List.copyOf(logged);
  }

  JsonNode health() {
    return call("GET", "/health", TOKEN).json();
  }

  boolean is(String state) {
    return health().path("state").asText().equals(state);
  }

  /** Waits until it is in a state. */
  void becomes(String state) {
    await().atMost(PATIENCE).until(() -> is(state));
  }

  /** Does something, and waits until it is in a state anew. */
  void becomesAnew(String state, Runnable deed) {
    Instant before = Instant.parse(health().path("since").asText());
    deed.run();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode health = health();
          return health.path("state").asText().equals(state)
              && Instant.parse(health.path("since").asText()).isAfter(before);
        });
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Account account() {
    return new Account(
        REF,
        1,
        Json.mapper()
            .createObjectNode()
            .put("url", url())
            .put("token", TOKEN)
            .put("admin-token", ADMIN_TOKEN)
            .put("number", FakeWhatsApp.NUMBER));
  }

  ApiAnswer call(String method, String path, String token) {
    return call(method, path, token, Map.of());
  }

  ApiAnswer call(String method, String path, String token, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("authorization", "Bearer " + token);
    ApiRequest request = new ApiRequest(method, url() + path, headers, new ApiRequest.NoBody());
    return http.send(request, Map.of(), PATIENCE).await().atMost(PATIENCE);
  }

  /** Asks for a code to scan. */
  String code() {
    call("POST", "/pair", ADMIN_TOKEN);
    return call("GET", "/qr?wait=30", ADMIN_TOKEN).json().path("qr").asText();
  }

  /** What a browser shows whose owner has typed the administrator's token. */
  String pageAfterSigningIn() {
    ApiRequest signIn =
        new ApiRequest(
            "POST",
            url() + "/sign-in",
            Map.of(),
            new ApiRequest.FormBody(Map.of("token", ADMIN_TOKEN)));
    String cookie =
        http.send(signIn, Map.of(), PATIENCE)
            .await()
            .atMost(PATIENCE)
            .headers()
            .get("set-cookie")
            .replaceFirst(";.*", "");
    return call("GET", "/", "nobody", Map.of("cookie", cookie)).body().toString();
  }

  @Override
  public void close() {
    process.close();
  }
}
