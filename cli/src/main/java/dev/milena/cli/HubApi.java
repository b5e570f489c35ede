package dev.milena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * A running hub's API, and the options that say where it is and who asks. Blocks; every failure is
 * one sentence for a person.
 */
class HubApi {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The hub answers after 10 s at the latest, if only that something is away. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final String ROOT = "/api/v1";
  private static final int FIRST_BAD = 300;
  private static final int FIRST_AWAY = 500;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:MILENA_URL:-http://127.0.0.1:8000}",
      description = "Where the router is. Or MILENA_URL; default ${DEFAULT-VALUE}.")
  String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:MILENA_API_KEY:-}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "An API key. Better MILENA_API_KEY: options can be seen by others on this machine.")
  String key;

  /** What the hub, or the way to it, has against a request. */
  static class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Nobody answers, or who does cannot just now: the same question may have an answer later. */
  static final class AwayException extends RefusedException {
    private static final long serialVersionUID = 1L;

    AwayException(String message) {
      super(message);
    }
  }

  JsonNode get(String path, Map<String, String> query) {
    return send(request(path + question(query)).GET().build());
  }

  JsonNode post(String path, Map<String, String> query, Object body) {
    return send(
        request(path + question(query))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  JsonNode delete(String path) {
    return send(request(path).DELETE().build());
  }

  private static String question(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private HttpRequest.Builder request(String path) {
    if (key.isBlank()) {
      throw new RefusedException("Set MILENA_API_KEY, or give --key: the hub wants an API key");
    }
    try {
      return HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + ROOT + path))
          .timeout(ANSWER)
          .header("Authorization", "Bearer " + key.strip());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "'" + url + "' is no address of a hub; it looks like http://127.0.0.1:8000");
    }
  }

  private JsonNode send(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      return answer(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AwayException(
          "No hub answers at " + url + "; name another address with --url or MILENA_URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("Interrupted; ask whether it was done before you try again");
    }
  }

  private JsonNode answer(HttpResponse<byte[]> response) {
    JsonNode body = body(response);
    if (response.statusCode() < FIRST_BAD) {
      return body;
    }
    String sentence =
        body.path("detail").isTextual()
            ? sentence(body)
            : "What answers at " + url + " is no hub (status " + response.statusCode() + ")";
    throw response.statusCode() >= FIRST_AWAY
        ? new AwayException(sentence)
        : new RefusedException(sentence);
  }

  /** The fields that are to blame stand behind it, unless it names them itself. */
  private static String sentence(JsonNode problem) {
    String detail = problem.path("detail").asText();
    StringBuilder flaws = new StringBuilder();
    for (JsonNode flaw : problem.path("errors")) {
      String text = flaw.path("field").asText() + " " + flaw.path("problem").asText();
      if (!detail.contains(flaw.path("problem").asText())) {
        flaws.append(flaws.isEmpty() ? " (" : "; ").append(text);
      }
    }
    return detail + (flaws.isEmpty() ? "" : flaws + ")");
  }

  private JsonNode body(HttpResponse<byte[]> response) {
    try {
      return Json.tree(response.body());
    } catch (Json.UnreadableException e) {
      return Json.mapper().missingNode();
    }
  }
}
