package dev.milena.platform.webim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds misspelt keys in the mapping document: an unknown key is left out silently elsewhere, here
 * it would leave an assumption in force that somebody meant to correct.
 *
 * @param channel the document as it was written
 * @param bot likewise
 */
record KnownKeys(Optional<JsonNode> channel, Optional<JsonNode> bot) {
  KnownKeys {
    channel.ifPresent(c -> check("channel", c, ChannelSettings.class));
    bot.ifPresent(b -> check("bot", b, BotSettings.class));
  }

  private static void check(String path, JsonNode node, Class<?> type) {
    Map<String, RecordComponent> known =
        Arrays.stream(type.getRecordComponents())
            .collect(Collectors.toMap(KnownKeys::key, Function.identity()));
    node.properties()
        .forEach(entry -> {
          RecordComponent component = known.get(entry.getKey());
          String here = path + "." + entry.getKey();
          SettingChecks.that(
              component != null,
              here + ": no such setting; there are " + known.keySet().stream().sorted().toList());
          if (component.getType().isRecord()) {
            check(here, entry.getValue(), component.getType());
          }
        });
  }

  private static String key(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElseGet(() ->
            PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName()));
  }

  @Override
  public String toString() {
    return "KnownKeys";
  }
}
