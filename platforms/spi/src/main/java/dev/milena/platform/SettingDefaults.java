package dev.milena.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which settings a record can do without, found out by asking it: the record is made with sample
 * values for all components but one. Where it then has a value for that one, that is its default;
 * where it refuses or stays empty, the setting is required. A record that refuses the samples
 * themselves is believed to want its texts and to have defaults for the rest.
 */
final class SettingDefaults {
  private final Map<String, Object> byName = new HashMap<>();
  private final Set<String> required = new java.util.HashSet<>();

  private SettingDefaults(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] samples = Arrays.stream(components).map(c -> sample(c.getType())).toArray();
    boolean askable = make(type, samples).isPresent();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      if (mayBeAbsent(component)) {
        continue;
      }
      if (askable) {
        ask(type, samples, i, component);
      } else if (component.getType() == String.class) {
        required.add(component.getName());
      }
    }
  }

  static SettingDefaults of(Class<? extends Record> type) {
    return new SettingDefaults(type);
  }

  boolean isRequired(RecordComponent component) {
    return required.contains(component.getName());
  }

  /** The default as the schema shows it; absent for secrets and for what is not a plain value. */
  Optional<JsonNode> shown(RecordComponent component) {
    Object value =
        component.isAnnotationPresent(Secret.class) ? null : byName.get(component.getName());
    Object plain =
        switch (value) {
          case Enum<?> e -> nameOf(e);
          case Duration d -> written(d);
          case String s -> s;
          case URI u -> u.toString();
          case Boolean b -> b;
          case Number n -> n;
          case null, default -> null;
        };
    return Optional.ofNullable(plain).map(p -> Json.mapper().valueToTree(p));
  }

  private static String written(Duration duration) {
    return duration.toMillisPart() > 0 ? duration.toMillis() + "ms" : duration.toSeconds() + "s";
  }

  static String nameOf(Enum<?> constant) {
    try {
      JsonProperty said =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return said != null ? said.value() : constant.name().toLowerCase(Locale.ROOT);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("Every enum constant is a field", e);
    }
  }

  private static boolean mayBeAbsent(RecordComponent component) {
    Class<?> type = component.getType();
    return type == Optional.class
        || type.isPrimitive()
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  private void ask(
      Class<? extends Record> type, Object[] samples, int place, RecordComponent component) {
    Object[] without = samples.clone();
    without[place] = null;
    Optional<Object> instead = make(type, without).flatMap(made -> value(component, made));
    instead.ifPresentOrElse(
        value -> byName.put(component.getName(), value), () -> required.add(component.getName()));
  }

  private static Optional<Record> make(Class<? extends Record> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values));
    } catch (java.lang.reflect.InvocationTargetException _) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The settings " + type.getName() + " cannot be made", e);
    }
  }

  private static Optional<Object> value(RecordComponent component, Record made) {
    try {
      component.getAccessor().setAccessible(true);
      return Optional.ofNullable(component.getAccessor().invoke(made));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The setting " + component.getName() + " cannot be read", e);
    }
  }

  private static Object sample(Class<?> type) {
    if (type.isPrimitive()) {
      return type == boolean.class || type == char.class
          ? Array.get(Array.newInstance(type, 1), 0)
          : ONE.get(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      Class<? extends Record> nested = type.asSubclass(Record.class);
      Object[] samples =
          Arrays.stream(nested.getRecordComponents()).map(c -> sample(c.getType())).toArray();
      return make(nested, samples).orElse(null);
    }
    return PLAIN.get(type);
  }

  /** One passes more checks than zero. */
  private static final Map<Class<?>, Object> ONE =
      Map.of(
          int.class,
          1,
          long.class,
          1L,
          short.class,
          (short) 1,
          byte.class,
          (byte) 1,
          double.class,
          1.0,
          float.class,
          1.0f);

  private static final Map<Class<?>, Object> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, "1:sample"),
          Map.entry(Duration.class, Duration.ofSeconds(30)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(URI.class, URI.create("https://example.com")),
          Map.entry(Boolean.class, false),
          Map.entry(Integer.class, 1),
          Map.entry(Long.class, 1L),
          Map.entry(Double.class, 1.0),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(List.class, List.of()),
          Map.entry(Set.class, Set.of()),
          Map.entry(Map.class, Map.of()));
}
