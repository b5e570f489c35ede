package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What an operator of the hub does: the public API, of any router that is ready. */
final class Api {
  private static final Duration CALL_MAX = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL_MAX).build();
  private final Supplier<List<Integer>> routers;
  private final String key;

  Api(Supplier<List<Integer>> routers, String key) {
    this.routers = routers;
    this.key = key;
  }

  /** Makes an account, or changes it. */
  void put(AccountRef account, ObjectNode settings) throws IOException, InterruptedException {
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("settings", settings);
    call("PUT", path(account), body.toString());
  }

  /** As it is shown, its secrets hidden. */
  ObjectNode get(AccountRef account) throws IOException, InterruptedException {
    return Json.object(
        call("GET", path(account), "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void delete(AccountRef account) throws IOException, InterruptedException {
    call("DELETE", path(account), "");
  }

  private static String path(AccountRef account) {
    return "/api/v1/accounts/" + account.platform() + "/" + account.name();
  }

  /**
   * @return the body
   * @throws IOException when it is refused
   */
  String call(String method, String path, String body) throws IOException, InterruptedException {
    int port =
        routers.get().stream().findFirst().orElseThrow(() -> new IOException("No router is ready"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(CALL_MAX)
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + " was answered " + answer.statusCode());
    }
    return answer.body();
  }
}
