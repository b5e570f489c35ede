package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.InboundRequest;
import java.util.Optional;

/** Where in a call a token may stand. */
sealed interface CallbackPlace {
  record InHeader(String name) implements CallbackPlace {}

  record InQuery(String name) implements CallbackPlace {}

  record InBody(JsonPointer pointer) implements CallbackPlace {}

  /** Reads {@code header:X-Token}, {@code query:token} or {@code body:/secretKey}. */
  static CallbackPlace parse(String text) {
    String setting = "channel.inbound.auth.in";
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "header" -> new InHeader(SettingChecks.name(setting, rest));
      case "query" -> new InQuery(SettingChecks.name(setting, rest));
      case "body" -> new InBody(SettingChecks.pointer(setting, rest));
      default ->
          throw new IllegalArgumentException(
              setting + ": '" + text + "' is none of header:NAME, query:NAME, body:/POINTER");
    };
  }

  /** What stands there; empty where nothing does. */
  default Optional<String> read(InboundRequest request, JsonNode body) {
    return switch (this) {
      case InHeader(var name) -> Optional.ofNullable(request.headers().get(name));
      case InQuery(var name) -> Optional.ofNullable(request.query().get(name));
      case InBody(var pointer) ->
          Optional.of(body.at(pointer)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    };
  }
}
