package dev.milena.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The accounts of configuration files and of the environment. Nobody here knows what their settings
 * mean: it takes {@code milena.<platform>.accounts.<name>.<setting>} as text, whatever the
 * platform.
 *
 * <p>A dot in a setting goes one level deeper, and {@code [0]} is the first of a list. In the
 * environment this is {@code MILENA_<PLATFORM>_ACCOUNTS_<NAME>_<SETTING>}, with {@code __} for a
 * dot and {@code __0} for the first of a list. A name there is one word, unless the file has an
 * account whose name is spelt that way.
 */
public final class ConfiguredAccounts {
  private static final Pattern PROPERTY =
      Pattern.compile("milena\\.([a-z0-9-]+)\\.accounts\\.(\"[^\"]+\"|[^.\"]+)\\.(.+)");
  private static final Pattern VARIABLE =
      Pattern.compile("MILENA_([A-Z0-9]+)_ACCOUNTS_([A-Z0-9_]+)");

  /**
   * One step of a path: a name, in quotes or not, or an index. At most three digits: nobody means a
   * list of thousands.
   */
  private static final Pattern STEP =
      Pattern.compile("\"([^\"]+)\"|([^.\\[\\]\"]+)|\\[([0-9]{1,3})]");

  private ConfiguredAccounts() {}

  /**
   * All accounts with their settings, in an order that does not change.
   *
   * @param names all that is configured
   * @param value what a name stands for
   */
  public static Map<AccountRef, ObjectNode> read(
      Iterable<String> names, Function<String, Optional<String>> value) {
    // Some configurations can be gone through only once.
    List<String> all = StreamSupport.stream(names.spliterator(), false).toList();
    Set<String> guessed = guessed(all);
    Map<AccountRef, Map<String, String>> flat = new HashMap<>();
    for (String name : all) {
      Matcher m = PROPERTY.matcher(name);
      if (m.matches() && !guessed.contains(name)) {
        AccountRef ref = new AccountRef(m.group(1), m.group(2).replace("\"", ""));
        given(value, name)
            .ifPresent(v -> flat.computeIfAbsent(ref, r -> new TreeMap<>()).put(m.group(3), v));
      }
    }
    variables(all, value).forEach((name, text) -> addVariable(name, text, flat));
    Map<AccountRef, ObjectNode> accounts = new TreeMap<>(Comparator.comparing(AccountRef::key));
    flat.forEach((ref, settings) -> accounts.put(ref, tree(settings)));
    return accounts;
  }

  /**
   * An account as {@link #read} takes it: what an operator would have written into a file, name by
   * name.
   */
  public static Map<String, String> properties(AccountRef account, ObjectNode settings) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("milena." + account.platform() + ".accounts." + name(account.name()), settings, flat);
    return flat;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(p -> flatten(path + "." + name(p.getKey()), p.getValue(), into));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          flatten(path + "[" + i + "]", array.get(i), into);
        }
      }
      default -> into.put(path, node.asText());
    }
  }

  /** One step of a path; quotes keep one with a dot together. */
  private static String name(String step) {
    return step.indexOf('.') < 0 ? step : '"' + step + '"';
  }

  /**
   * For a variable, configuration libraries also list a property in which underscores are dots or
   * quotes, for they cannot know what was meant. The variable itself is read instead.
   */
  private static Set<String> guessed(List<String> names) {
    Set<String> variables =
        names.stream()
            .filter(name -> VARIABLE.matcher(name).matches())
            .map(ConfiguredAccounts::letters)
            .collect(Collectors.toSet());
    return names.stream()
        .filter(name -> name.indexOf('-') < 0 && name.indexOf('_') < 0)
        .filter(name -> variables.contains(letters(name)))
        .collect(Collectors.toSet());
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
  }

  private static Optional<String> given(Function<String, Optional<String>> value, String name) {
    return value.apply(name).filter(v -> !v.isBlank());
  }

  private static Map<String, String> variables(
      Iterable<String> names, Function<String, Optional<String>> value) {
    Map<String, String> found = new TreeMap<>();
    for (String name : names) {
      if (VARIABLE.matcher(name).matches()) {
        given(value, name).ifPresent(v -> found.put(name, v));
      }
    }
    return found;
  }

  private static void addVariable(
      String name, String value, Map<AccountRef, Map<String, String>> flat) {
    Matcher m = VARIABLE.matcher(name);
    if (!m.matches()) {
      return;
    }
    String platform = m.group(1).toLowerCase(Locale.ROOT);
    String rest = m.group(2);
    Optional<AccountRef> known =
        flat.keySet().stream()
            .filter(ref ->
                mangled(ref.platform()).equals(m.group(1))
                    && rest.startsWith(mangled(ref.name()) + "_"))
            .max(Comparator.comparingInt(ref -> ref.name().length()));
    int end = known.map(ref -> ref.name().length()).orElseGet(() -> rest.indexOf('_'));
    if (end <= 0 || end == rest.length() - 1) {
      return;
    }
    AccountRef ref =
        known.orElseGet(
            () -> new AccountRef(platform, rest.substring(0, end).toLowerCase(Locale.ROOT)));
    flat.computeIfAbsent(ref, r -> new TreeMap<>()).put(setting(rest.substring(end + 1)), value);
  }

  private static String mangled(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /**
   * {@code BASE_URL} is {@code base-url}; {@code TEXTS__CHAT_CLOSED} is {@code texts.chat-closed}.
   */
  private static String setting(String variable) {
    return variable
        .toLowerCase(Locale.ROOT)
        .replaceAll("__([0-9]+)(?=__|$)", "[$1]")
        .replace("__", ".")
        .replace("_", "-");
  }

  private static ObjectNode tree(Map<String, String> settings) {
    ObjectNode root = Json.mapper().createObjectNode();
    settings.forEach((path, value) -> put(root, path, new TextNode(value)));
    return root;
  }

  /**
   * Walks down the path, making what is missing: an array where the next step is a number, else an
   * object.
   */
  private static void put(ObjectNode root, String path, JsonNode value) {
    List<Object> steps = steps(path);
    JsonNode at = root;
    for (int i = 0; i < steps.size(); i++) {
      JsonNode next = i == steps.size() - 1 ? value : child(at, steps.get(i), steps.get(i + 1));
      set(at, steps.get(i), next);
      at = next;
    }
  }

  private static List<Object> steps(String path) {
    return STEP.matcher(path).results().map(ConfiguredAccounts::step).toList();
  }

  private static Object step(MatchResult step) {
    if (step.group(3) != null) {
      return Integer.valueOf(step.group(3));
    }
    return step.group(1) != null ? step.group(1) : step.group(2);
  }

  private static JsonNode child(JsonNode at, Object step, Object next) {
    JsonNode there = step instanceof Integer n ? at.path(n) : at.path((String) step);
    if (there.isContainerNode()) {
      return there;
    }
    return next instanceof Integer
        ? Json.mapper().createArrayNode()
        : Json.mapper().createObjectNode();
  }

  private static void set(JsonNode at, Object step, JsonNode value) {
    if (at instanceof ArrayNode array && step instanceof Integer n) {
      while (array.size() <= n) {
        array.addNull();
      }
      array.set(n, value);
    } else if (at instanceof ObjectNode object) {
      object.set(step.toString(), value);
    }
  }
}
