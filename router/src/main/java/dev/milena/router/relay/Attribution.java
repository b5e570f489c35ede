package dev.milena.router.relay;

import dev.milena.model.Conversation;
import dev.milena.model.RichText;
import java.util.Optional;

/**
 * Says before a text who wrote it. In words, since few platforms let a program write under somebody
 * else's name, and those ask for more rights; and in the same words everywhere.
 */
final class Attribution {
  private Attribution() {}

  /** {@code Ann: text}, for those who know where. */
  static RichText name(Passing p, RichText text) {
    return who(p).map(name -> before(name, text)).orElse(text);
  }

  /**
   * {@code Ann (chat): text}. From a room on the same platform its title says more than the
   * platform.
   *
   * @param abroad whether those who read it are on another platform
   */
  static RichText nameAndPlace(Passing p, boolean abroad, RichText text) {
    String platform = p.event().account().platform();
    Optional<String> title = p.event().conversation().flatMap(Conversation::title);
    String place = abroad ? platform : title.orElse(platform);
    return before(who(p).map(name -> name + " (" + place + ")").orElse(place), text);
  }

  private static Optional<String> who(Passing p) {
    return p.sender().map(s -> s.name().or(s::username).orElse(s.id()));
  }

  private static RichText before(String who, RichText text) {
    return text.text().isBlank()
        ? RichText.plain(who + ":")
        : RichText.plain(who + ": ").plus(text);
  }
}
