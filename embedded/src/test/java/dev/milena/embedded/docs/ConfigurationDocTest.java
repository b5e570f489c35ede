package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import dev.milena.platform.Platform;
import dev.milena.platform.Rehearsal;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** {@code docs/CONFIGURATION.md} names every key with its default, and no key that is not there. */
class ConfigurationDocTest {
  private static final String DOC = "docs/CONFIGURATION.md";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.milena");

  /** A single value, read where it is needed. */
  private static final Pattern SINGLE =
      Pattern.compile(
          "@"
              + ConfigProperty.class.getSimpleName()
              + "\\(\\s*name = \"(milena\\.[a-z.-]+)\"(?:,\\s*defaultValue ="
              + " \"([^\"]*)\")?\\s*\\)");

  /**
   * A key in the form in which the page must show it.
   *
   * @param notes words that its row must hold
   */
  private record Key(String name, Optional<String> byDefault, List<String> notes) {
    Key(String name, Optional<String> byDefault) {
      this(name, byDefault, List.of());
    }

    String row() {
      return "| `" + name + "` | " + shownDefault() + " | " + String.join(", ", notes);
    }

    String shownDefault() {
      return byDefault.map(d -> "`" + d + "`").orElse("–");
    }
  }

  @Test
  void everyKeyIsDocumentedWithItsDefault() {
    assertThat(undocumented(keys())).as("rows missing in docs/CONFIGURATION.md").isEmpty();
  }

  @Test
  void everySettingOfAnAccountIsDocumentedWithItsDefault() {
    assertThat(undocumented(settings())).as("rows missing in docs/CONFIGURATION.md").isEmpty();
  }

  @Test
  void everyDocumentedKeyExists() {
    Set<String> known = new TreeSet<>();
    Stream.concat(keys().stream(), settings().stream()).map(Key::name).forEach(known::add);
    List<String> strangers =
        ProjectTree.read(DOC)
            .lines()
            .filter(line -> line.startsWith("| `milena."))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .filter(name -> !known.contains(name))
            .toList();
    assertThat(strangers).as("keys in docs/CONFIGURATION.md that nothing reads").isEmpty();
  }

  private static List<String> undocumented(List<Key> keys) {
    List<String> doc = ProjectTree.read(DOC).lines().toList();
    return keys.stream()
        .filter(k -> doc.stream().noneMatch(line -> documents(line, k)))
        .map(Key::row)
        .toList();
  }

  private static boolean documents(String line, Key key) {
    return line.startsWith("| `" + key.name() + "` | " + key.shownDefault() + " |")
        && key.notes().stream().allMatch(line.toLowerCase(Locale.ROOT)::contains);
  }

  private static List<Key> keys() {
    List<Key> keys = new ArrayList<>(singles());
    OURS.stream()
        .filter(c -> c.isAnnotatedWith(ConfigMapping.class))
        .map(JavaClass::reflect)
        .forEach(c -> collect(c.getAnnotation(ConfigMapping.class).prefix(), c, keys));
    assertThat(keys).as("keys found").hasSizeGreaterThan(20);
    return keys;
  }

  private static List<Key> singles() {
    List<Key> found = new ArrayList<>();
    ProjectTree.files().stream()
        .filter(f -> ProjectTree.name(f).matches(".*src/main/java/.*\\.java"))
        .map(f -> SINGLE.matcher(ProjectTree.read(f)))
        .forEach(single -> {
          while (single.find()) {
            found.add(new Key(single.group(1), Optional.ofNullable(single.group(2))));
          }
        });
    return found;
  }

  private static void collect(String prefix, Class<?> group, List<Key> keys) {
    for (Method method : group.getMethods()) {
      if (method.getParameterCount() > 0 || method.isDefault()) {
        continue;
      }
      String name =
          prefix + (method.isAnnotationPresent(WithParentName.class) ? "" : "." + name(method));
      collect(name, method, method.getGenericReturnType(), keys);
    }
  }

  private static void collect(String name, Method method, Type type, List<Key> keys) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      collect(name + ".<name>", method, generic.getActualTypeArguments()[1], keys);
    } else if (type instanceof ParameterizedType generic) {
      collect(name, method, generic.getActualTypeArguments()[0], keys);
    } else if (type instanceof Class<?> c
        && c.isInterface()
        && c.getName().startsWith("dev.milena.")) {
      collect(name, c, keys);
    } else {
      keys.add(
          new Key(
              name,
              Optional.ofNullable(method.getAnnotation(WithDefault.class))
                  .map(WithDefault::value)));
    }
  }

  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given != null ? given.value() : kebab(method.getName());
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** What accounts can be told: of each platform its own settings, and once those that all have. */
  private static List<Key> settings() {
    List<Key> keys = new ArrayList<>();
    List<Platform> platforms = beans(Platform.class);
    assertThat(platforms).as("platforms found").isNotEmpty();
    for (Platform platform : platforms) {
      Account account = staged(platform.key());
      JsonNode schema = AccountSchema.of(platform);
      String own = "milena." + platform.key() + ".accounts.<name>";
      collect(own, schema, account.as(platform.settings()), account.settings(), keys);
      collect(
          "milena.<platform>.accounts.<name>", schema, account.common(), account.settings(), keys);
    }
    return keys;
  }

  /** An account that names only what it must: whatever else its settings hold is a default. */
  private static Account staged(String platform) {
    return beans(Rehearsal.class).stream()
        .filter(rehearsal -> rehearsal.platform().equals(platform))
        .map(rehearsal -> rehearsal.stage(new AccountRef(platform, "staged"), ""))
        .findFirst()
        .orElseThrow();
  }

  private static <T> List<T> beans(Class<T> type) {
    return OURS.stream()
        .filter(c -> c.isAssignableTo(type) && !c.isInterface())
        .map(c -> type.cast(make(c)))
        .toList();
  }

  private static Object make(JavaClass type) {
    try {
      Constructor<?> constructor = type.reflect().getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made without arguments", e);
    }
  }

  /** Rows for the components of a record, each with what it holds where nothing was given. */
  private static void collect(
      String prefix, JsonNode schema, Record settings, JsonNode given, List<Key> keys) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String name = name(component);
      JsonNode declared = schema.path("properties").path(name);
      assertThat(declared.isMissingNode()).as("%s is in the schema", name).isFalse();
      Object value = value(component, settings);
      if (value instanceof Record nested) {
        collect(prefix + "." + name, declared, nested, given.path(name), keys);
      } else {
        Optional<String> byDefault = given.has(name) ? Optional.empty() : written(value);
        keys.add(new Key(prefix + "." + name, byDefault, notes(schema, name)));
      }
    }
  }

  private static List<String> notes(JsonNode schema, String name) {
    List<String> notes = new ArrayList<>();
    if (schema.path("properties").path(name).path("writeOnly").asBoolean()) {
      notes.add("secret");
    }
    if (schema
        .path("required")
        .valueStream()
        .anyMatch(required -> required.asText().equals(name))) {
      notes.add("required");
    }
    return notes;
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given != null ? given.value() : kebab(component.getName());
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The setting " + component.getName() + " cannot be read", e);
    }
  }

  /** As a person would write it; absent for what is no single value. */
  private static Optional<String> written(Object value) {
    return switch (value) {
      case Enum<?> word ->
          Optional.of(Json.mapper().valueToTree(word).asText().toLowerCase(Locale.ROOT));
      case Duration time ->
          Optional.of(time.toMillisPart() > 0 ? time.toMillis() + "ms" : time.toSeconds() + "s");
      case String text -> Optional.of(text).filter(t -> !t.isEmpty());
      case URI address -> Optional.of(address.toString());
      case Boolean yes -> Optional.of(yes.toString());
      case Number number -> Optional.of(number.toString());
      case null, default -> Optional.empty();
    };
  }
}
