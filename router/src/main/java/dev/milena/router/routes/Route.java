package dev.milena.router.routes;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which events go where, where no link says so. An empty list matches everything.
 *
 * @param name unique
 * @param position the lowest that matches wins
 * @param accounts patterns of {@code platform/name}
 * @param kinds types of events without {@code dev.milena.}; empty: messages and commands, or
 *     presses where buttons are named
 * @param commands names of commands, in which a star stands for any characters
 * @param buttons ids of buttons and forms, likewise
 * @param textPrefixes how the text begins
 * @param conversations ids of conversations, as on the platform
 * @param people ids of people of the hub
 * @param groups whether groups and channels are led to accounts too
 * @param to at least one
 */
public record Route(
    String name,
    int position,
    List<String> accounts,
    List<String> kinds,
    List<String> commands,
    List<String> buttons,
    List<String> textPrefixes,
    List<String> conversations,
    List<String> people,
    boolean groups,
    List<Target> to) {
  private static final List<String> SPOKEN = List.of("message.created", "command.invoked");
  private static final List<String> PRESSED = List.of("interaction.pressed");

  public Route {
    accounts = copy(accounts);
    commands = copy(commands);
    buttons = copy(buttons);
    kinds = !copy(kinds).isEmpty() ? copy(kinds) : buttons.isEmpty() ? SPOKEN : PRESSED;
    textPrefixes = copy(textPrefixes);
    conversations = copy(conversations);
    people = copy(people);
    to = copy(to);
    if (name == null || name.isBlank() || to.isEmpty()) {
      throw new IllegalArgumentException("A route has a name and leads somewhere: see 'to'");
    }
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Whether it leads to somebody, an account or a conversation. */
  boolean leads() {
    return to.size() > topics().size();
  }

  List<String> topics() {
    return to.stream()
        .flatMap(t -> t instanceof Target.ToTopic topic ? Stream.of(topic.topic()) : Stream.empty())
        .distinct()
        .toList();
  }

  /**
   * @param person of the sender
   */
  boolean matches(Event event, Optional<UUID> person) {
    return any(accounts, pattern -> glob(pattern, event.account().key()))
        && any(kinds, kind -> kind.equals(event.what().typeName()))
        && any(commands, name -> commandOf(event.what()).filter(c -> named(name, c)).isPresent())
        && any(buttons, id -> buttonOf(event.what()).filter(b -> glob(id, b)).isPresent())
        && any(textPrefixes, prefix -> startsWith(event.what(), prefix))
        && any(conversations, id -> event.conversation().filter(c -> c.id().equals(id)).isPresent())
        && any(people, id -> person.filter(p -> p.toString().equals(id)).isPresent());
  }

  private static boolean any(List<String> wanted, Predicate<String> is) {
    return wanted.isEmpty() || wanted.stream().anyMatch(is);
  }

  private static boolean named(String pattern, String command) {
    return glob(pattern.toLowerCase(Locale.ROOT), command.toLowerCase(Locale.ROOT));
  }

  /** Empty where a button has no id: only a star stands for that. */
  private static Optional<String> buttonOf(Happening what) {
    if (what instanceof Happening.InteractionPressed p) {
      return idOf(p.interaction());
    }
    if (what instanceof Happening.InteractionSubmitted s) {
      return idOf(s.interaction());
    }
    return what instanceof Happening.InteractionCancelled c
        ? idOf(c.interaction())
        : Optional.empty();
  }

  private static Optional<String> idOf(Interaction interaction) {
    return Optional.of(interaction.actionId().orElse(""));
  }

  /** A star stands for any characters. */
  static boolean glob(String pattern, String text) {
    if (pattern.indexOf('*') < 0) {
      return pattern.equals(text);
    }
    String[] parts = pattern.split("\\*", -1);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
    }
    return text.matches(regex.toString());
  }

  private static Optional<String> commandOf(Happening what) {
    if (what instanceof Happening.MessageCreated m) {
      return m.command().map(Invocation::name);
    }
    return what instanceof Happening.CommandInvoked c
        ? Optional.of(c.command().name())
        : Optional.empty();
  }

  private static boolean startsWith(Happening what, String prefix) {
    return what instanceof Happening.MessageCreated m
        && m.message()
            .text()
            .filter(t -> t.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT)))
            .isPresent();
  }
}
