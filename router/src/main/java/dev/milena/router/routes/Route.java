package dev.milena.router.routes;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which events go where, where no link says so. An empty list matches everything.
 *
 * @param name unique
 * @param position the lowest that matches wins
 * @param accounts patterns of {@code platform/name}
 * @param kinds types of events without {@code dev.milena.}; empty: messages and commands
 * @param commands names of commands
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
    List<String> textPrefixes,
    List<String> conversations,
    List<String> people,
    boolean groups,
    List<Target> to) {
  private static final List<String> SPOKEN = List.of("message.created", "command.invoked");

  public Route {
    accounts = copy(accounts);
    kinds = copy(kinds).isEmpty() ? SPOKEN : copy(kinds);
    commands = copy(commands);
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

  /**
   * @param person of the sender
   */
  boolean matches(Event event, Optional<UUID> person) {
    return any(accounts, pattern -> glob(pattern, event.account().key()))
        && any(kinds, kind -> kind.equals(event.what().typeName()))
        && any(commands, name -> commandOf(event.what()).filter(name::equalsIgnoreCase).isPresent())
        && any(textPrefixes, prefix -> startsWith(event.what(), prefix))
        && any(conversations, id -> event.conversation().filter(c -> c.id().equals(id)).isPresent())
        && any(people, id -> person.filter(p -> p.toString().equals(id)).isPresent());
  }

  private static boolean any(List<String> wanted, Predicate<String> is) {
    return wanted.isEmpty() || wanted.stream().anyMatch(is);
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
