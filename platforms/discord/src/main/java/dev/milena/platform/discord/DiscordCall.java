package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the REST API before it is written down.
 *
 * @param path below the base address
 * @param body absent for calls that say all by their address
 * @param files what is uploaded with it
 * @param repeatable whether making it twice does no harm
 * @see <a href="https://discord.com/developers/docs/reference">Reference, read 2026-11-21</a>
 */
record DiscordCall(
    String method,
    String path,
    Optional<ObjectNode> body,
    List<FilePart> files,
    boolean repeatable) {
  /** Without it Discord's front door answers 403. */
  static final String USER_AGENT = "DiscordBot (https://milena.dev, 0.1.0)";

  /**
   * 50 calls a second for one bot; a bucket that refills while it is emptied lets through its burst
   * on top of its rate. All other limits are learned from answers: see {@link DiscordBuckets}.
   *
   * @see <a href="https://discord.com/developers/docs/topics/rate-limits#global-rate-limit">Global
   *     rate limit, read 2026-11-21</a>
   */
  private static final Toll BOT = new Toll("bot", 45, Duration.ofSeconds(1), 5);

  DiscordCall {
    files = List.copyOf(files);
  }

  static DiscordCall setting(String method, String path, ObjectNode body) {
    return new DiscordCall(method, path, Optional.of(body), List.of(), true);
  }

  static DiscordCall setting(String method, String path) {
    return new DiscordCall(method, path, Optional.empty(), List.of(), true);
  }

  /** What makes something new and has no name by which Discord would know it again. */
  static DiscordCall making(String path, ObjectNode body) {
    return new DiscordCall("POST", path, Optional.of(body), List.of(), false);
  }

  /** Where an interaction takes its one callback. */
  static String callback(String interaction, String token) {
    return "/interactions/"
        + ApiRequest.inUrl(interaction)
        + "/"
        + ApiRequest.inUrl(token)
        + "/callback";
  }

  /** Interactions are answered without the bot's token, and do not count against the bot. */
  private boolean isAnswer() {
    return path.startsWith("/interactions/") || path.startsWith("/webhooks/");
  }

  static Map<String, String> headers() {
    return Map.of("Authorization", "Bot {token}", "User-Agent", USER_AGENT);
  }

  ApiRequest request(DiscordAccount settings) {
    Map<String, String> headers = isAnswer() ? Map.of("User-Agent", USER_AGENT) : headers();
    return new ApiRequest(method, settings.url(path), headers, written());
  }

  private ApiRequest.Body written() {
    if (body.isEmpty()) {
      return new ApiRequest.NoBody();
    }
    return files.isEmpty()
        ? new ApiRequest.JsonBody(body.get())
        : new ApiRequest.MultipartBody(Map.of("payload_json", body.get().toString()), files);
  }

  Step step(int number, DiscordAccount settings) {
    return new Step(
        number,
        request(settings),
        repeatable,
        isAnswer() ? List.of() : List.of(BOT),
        Optional.empty());
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  /** Holds somebody's words. */
  @Override
  public String toString() {
    return "DiscordCall[" + method + "]";
  }
}
