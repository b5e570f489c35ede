package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the records of a sealed interface, read off the hierarchy, so that they cannot drift
 * from it.
 */
final class TypeNames<T> {
  static final TypeNames<Happening> HAPPENINGS = new TypeNames<>(Happening.class);
  static final TypeNames<Action> ACTIONS = new TypeNames<>(Action.class);

  private final Map<String, Class<? extends T>> byName = new HashMap<>();
  private final Map<Class<?>, String> byType = new HashMap<>();

  private TypeNames(Class<T> sealed) {
    Arrays.stream(sealed.getPermittedSubclasses())
        .filter(c -> c.isAnnotationPresent(JsonTypeName.class))
        .forEach(c -> add(c.getAnnotation(JsonTypeName.class).value(), c.asSubclass(sealed)));
  }

  private void add(String name, Class<? extends T> type) {
    byName.put(name, type);
    byType.put(type, name);
  }

  String nameOf(T value) {
    return byType.get(value.getClass());
  }

  Optional<Class<? extends T>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
