package dev.milena.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads off the type of a platform's account settings what an account looks like: a JSON Schema by
 * which those who know no platform check settings, leave out secrets ({@code writeOnly}) and draw a
 * form. Pure.
 *
 * <p>Kebab-case names; durations are strings such as {@code 50s}; {@code Optional}, collections,
 * primitives and whatever the record itself replaces when it is missing may be left out. What every
 * account may have ({@link Account.Common}) is part of it.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public final class AccountSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** What {@link Account#as} reads as a duration. */
  private static final String DURATION = "^([0-9]+(ms|[sSmMhHdD])?|[pP].+)$";

  private AccountSchema() {}

  /** The schema of a platform's accounts. */
  public static ObjectNode of(Platform platform) {
    return of(platform.key(), platform.settings());
  }

  static ObjectNode of(String platform, Class<? extends Record> settings) {
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("$schema", DIALECT);
    schema.put("title", platform);
    schema.setAll(object(settings));
    ObjectNode common = object(Account.Common.class);
    ObjectNode properties = schema.withObject("/properties");
    common.withObject("/properties").properties().stream()
        .filter(p -> !properties.has(p.getKey()))
        .forEach(p -> properties.set(p.getKey(), p.getValue()));
    return schema;
  }

  /** JSON pointers of the settings that are secret; {@code *} stands for any name or place. */
  public static List<String> secrets(Class<? extends Record> settings) {
    List<String> found = new ArrayList<>();
    collect(object(settings), "", found);
    return found;
  }

  private static void collect(JsonNode schema, String path, List<String> found) {
    if (schema.path("writeOnly").asBoolean()) {
      found.add(path);
      return;
    }
    schema
        .path("properties")
        .properties()
        .forEach(p -> collect(p.getValue(), path + "/" + p.getKey(), found));
    for (String any : List.of("items", "additionalProperties")) {
      if (schema.path(any).isObject()) {
        collect(schema.path(any), path + "/*", found);
      }
    }
  }

  private static ObjectNode object(Class<? extends Record> type) {
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = Json.mapper().createArrayNode();
    SettingDefaults defaults = SettingDefaults.of(type);
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = property(component);
      defaults.shown(component).ifPresent(d -> property.set("default", d));
      properties.set(name(component), property);
      if (defaults.isRequired(component)) {
        required.add(name(component));
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  static String name(RecordComponent component) {
    JsonProperty said = component.getAccessor().getAnnotation(JsonProperty.class);
    return said != null && !said.value().isEmpty()
        ? said.value()
        : PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName());
  }

  private static ObjectNode property(RecordComponent component) {
    ObjectNode property = Json.mapper().createObjectNode();
    property.put("title", title(name(component)));
    JsonPropertyDescription said =
        component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    if (said != null) {
      property.put("description", said.value());
    }
    property.setAll(
        hasFormsOfItsOwn(component) ? anyForm(component) : type(component.getGenericType()));
    if (component.isAnnotationPresent(Secret.class)) {
      property.put("writeOnly", true);
    }
    return property;
  }

  private static boolean hasFormsOfItsOwn(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonDeserialize.class);
  }

  /** What a reader of its own may take is not to be seen here: a list perhaps also one value. */
  private static ObjectNode anyForm(RecordComponent component) {
    ObjectNode schema = Json.mapper().createObjectNode();
    if (Collection.class.isAssignableFrom(component.getType())) {
      schema.putArray("type").add("array").add("string").add("integer");
      schema.putObject("items").putArray("type").add("string").add("integer");
    }
    return schema;
  }

  private static String title(String name) {
    String words = name.replace('-', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static ObjectNode type(Type type) {
    return switch (type) {
      case ParameterizedType generic -> generic(generic);
      case Class<?> plain -> plain(plain);
      default -> Json.mapper().createObjectNode();
    };
  }

  private static ObjectNode generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (raw == Optional.class) {
      return type(last);
    }
    ObjectNode schema = Json.mapper().createObjectNode();
    if (Collection.class.isAssignableFrom(raw)) {
      schema.put("type", "array").set("items", type(last));
      return Set.class.isAssignableFrom(raw) ? schema.put("uniqueItems", true) : schema;
    }
    if (Map.class.isAssignableFrom(raw)) {
      schema.put("type", "object").set("additionalProperties", type(last));
    }
    return schema;
  }

  private static ObjectNode plain(Class<?> type) {
    if (type.isRecord()) {
      return object(type.asSubclass(Record.class));
    }
    ObjectNode schema = Json.mapper().createObjectNode();
    if (type.isEnum()) {
      schema.put("type", "string").set("enum", names(type));
    } else if (type == Duration.class) {
      schema.put("type", "string").put("pattern", DURATION);
    } else if (type == Instant.class) {
      schema.put("type", "string").put("format", "date-time");
    } else if (type == URI.class) {
      schema.put("type", "string").put("format", "uri");
    } else if (CharSequence.class.isAssignableFrom(type)) {
      schema.put("type", "string");
    } else if (type == boolean.class || type == Boolean.class) {
      schema.put("type", "boolean");
    } else if (Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class)
        .contains(type)) {
      schema.put("type", "integer");
    } else if (Set.of(double.class, float.class, Double.class, Float.class).contains(type)) {
      schema.put("type", "number");
    } else if (ObjectNode.class.isAssignableFrom(type)) {
      schema.put("type", "object");
    }
    return schema;
  }

  private static ArrayNode names(Class<?> type) {
    ArrayNode names = Json.mapper().createArrayNode();
    for (Object constant : type.getEnumConstants()) {
      names.add(SettingDefaults.nameOf((Enum<?>) constant));
    }
    return names;
  }
}
