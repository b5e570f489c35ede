package dev.milena.platform.slack;

import dev.milena.model.Reaction;
import dev.milena.platform.EmojiNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack calls emoji by name: {@code +1}, with a colour of skin {@code +1::skin-tone-3}. Pictures of
 * a workspace's own have names that no table knows. Pure.
 */
final class SlackEmoji {
  /** What stands before the name of a picture of a workspace's own. */
  static final String CUSTOM = "custom:";

  private static final Pattern TONED = Pattern.compile("(.+)::skin-tone-([2-6])");

  /** What emoji and pictures may be called. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_+'.-]{1,100}");

  /** The lightest of Unicode's five colours is Slack's number 2. */
  private static final int LIGHTEST = 0x1F3FB;

  private static final int FIRST_TONE = 2;
  private static final int LAST_TONE = 6;

  private SlackEmoji() {}

  static Optional<String> unicode(String name, Optional<Integer> skinTone) {
    Matcher toned = TONED.matcher(name);
    if (toned.matches()) {
      return unicode(toned.group(1), Optional.of(Integer.parseInt(toned.group(2))));
    }
    String tone =
        skinTone
            .filter(t -> t >= FIRST_TONE && t <= LAST_TONE)
            .map(t -> Character.toString(LIGHTEST + t - FIRST_TONE))
            .orElse("");
    return EmojiNames.emoji(name).map(emoji -> emoji + tone);
  }

  /** A reaction as Slack names it. */
  static Reaction reaction(String name) {
    Optional<String> emoji = unicode(name, Optional.empty());
    return new Reaction(emoji, Optional.of(emoji.isPresent() ? name : CUSTOM + name));
  }

  /** Slack's name of an emoji or of a picture of its own; absent where there is none. */
  static Optional<String> name(String emoji) {
    if (emoji.startsWith(CUSTOM)) {
      return Optional.of(emoji.substring(CUSTOM.length())).filter(n -> NAME.matcher(n).matches());
    }
    return EmojiNames.name(emoji).or(() -> toned(emoji));
  }

  private static Optional<String> toned(String emoji) {
    int[] points = emoji.codePoints().toArray();
    int last = points.length == 0 ? 0 : points[points.length - 1];
    int tone = last - LIGHTEST + FIRST_TONE;
    if (tone < FIRST_TONE || tone > LAST_TONE) {
      return Optional.empty();
    }
    String plain = emoji.substring(0, emoji.length() - Character.charCount(last));
    return EmojiNames.name(plain).map(name -> name + "::skin-tone-" + tone);
  }
}
