package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes calls of the REST API down. The token is filled in as the last thing. Pure. */
final class MattermostCall {
  /** What an earlier step says of the thread that a message belongs to. */
  static final String ROOT = "root";

  /** What an upload says of its files: {@code file.1} and so on. */
  static final String FILE = "file.";

  private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer {token}");

  private final MattermostAccount settings;

  MattermostCall(MattermostAccount settings) {
    this.settings = settings;
  }

  ApiRequest get(String path) {
    return bare("GET", path);
  }

  ApiRequest delete(String path) {
    return bare("DELETE", path);
  }

  private ApiRequest bare(String method, String path) {
    return new ApiRequest(method, settings.api(path), HEADERS, new ApiRequest.NoBody());
  }

  ApiRequest post(String path, ObjectNode json, Set<String> filled) {
    return json("POST", path, json, filled);
  }

  ApiRequest put(String path, ObjectNode json, Set<String> filled) {
    return json("PUT", path, json, filled);
  }

  private ApiRequest json(String method, String path, ObjectNode json, Set<String> filled) {
    return new ApiRequest(
        method, settings.api(path), HEADERS, new ApiRequest.JsonBody(json, filled));
  }

  /** All of them at once, since one post holds them. */
  ApiRequest upload(String channel, List<FilePart> files) {
    return new ApiRequest(
        "POST",
        settings.api("/files"),
        HEADERS,
        new ApiRequest.MultipartBody(Map.of("channel_id", channel), files));
  }

  /** Where a slash command takes its answers: the address itself is the secret, and short-lived. */
  ApiRequest answer(String hook, ObjectNode json, Set<String> filled) {
    return new ApiRequest(
        "POST",
        settings.url() + "/hooks/commands/" + ApiRequest.inUrl(hook),
        Map.of(),
        new ApiRequest.JsonBody(json, filled));
  }
}
