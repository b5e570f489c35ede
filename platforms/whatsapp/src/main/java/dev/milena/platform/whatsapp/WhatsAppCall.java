package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes calls of the Graph API down. The token is filled in as the last thing. Pure. */
final class WhatsAppCall {
  /** The handle of the file that was uploaded last. */
  static final String MEDIA = "media";

  static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer {token}");

  private static final String PRODUCT = "messaging_product";
  private static final String KEYWORD = "whatsapp";

  private final WhatsAppAccount settings;

  WhatsAppCall(WhatsAppAccount settings) {
    this.settings = settings;
  }

  /** The beginning of every body. */
  static ObjectNode body() {
    return Json.mapper().createObjectNode().put(PRODUCT, KEYWORD);
  }

  ApiRequest messages(ObjectNode body, Set<String> filled) {
    return new ApiRequest(
        "POST", settings.ofNumber("messages"), HEADERS, new ApiRequest.JsonBody(body, filled));
  }

  ApiRequest upload(FilePart file) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(PRODUCT, KEYWORD);
    fields.put("type", file.mime());
    return new ApiRequest(
        "POST",
        settings.ofNumber("media"),
        HEADERS,
        new ApiRequest.MultipartBody(fields, List.of(file), Set.of()));
  }

  /** Where the bytes of a file are; the number says whose it is. */
  ApiRequest media(String handle) {
    return get(
        settings.baseUrl()
            + "/"
            + ApiRequest.inUrl(handle)
            + "?phone_number_id="
            + settings.phoneNumberId());
  }

  static ApiRequest get(String url) {
    return new ApiRequest("GET", url, HEADERS, new ApiRequest.NoBody());
  }
}
