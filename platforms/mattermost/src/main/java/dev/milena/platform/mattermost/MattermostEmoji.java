package dev.milena.platform.mattermost;

import dev.milena.platform.EmojiNames;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Emoji and their names. A colour of skin is part of the name. Pure.
 *
 * @see <a
 *     href="https://docs.mattermost.com/end-user-guide/collaborate/react-with-emojis-gifs.html">Emoji
 *     and their skin tones, read 2026-11-21</a>
 */
final class MattermostEmoji {
  /** What stands before the name of a picture that a server has of its own. */
  private static final String CUSTOM = "custom:";

  private static final String OWN_NAME = "[a-z0-9_+-]{1,64}";

  private static final Map<Integer, String> TONES =
      Map.of(
          0x1F3FB, "_light_skin_tone",
          0x1F3FC, "_medium_light_skin_tone",
          0x1F3FD, "_medium_skin_tone",
          0x1F3FE, "_medium_dark_skin_tone",
          0x1F3FF, "_dark_skin_tone");

  private MattermostEmoji() {}

  /** What a reaction is called in Mattermost; empty for what it surely has no picture of. */
  static Optional<String> name(String emoji) {
    if (emoji.startsWith(CUSTOM)) {
      return Optional.of(emoji.substring(CUSTOM.length())).filter(n -> n.matches(OWN_NAME));
    }
    return EmojiNames.name(emoji).or(() -> toned(emoji));
  }

  private static Optional<String> toned(String emoji) {
    StringBuilder bare = new StringBuilder();
    StringBuilder tones = new StringBuilder();
    emoji
        .codePoints()
        .forEach(point ->
            Optional.ofNullable(TONES.get(point))
                .ifPresentOrElse(tones::append, () -> bare.appendCodePoint(point)));
    return TONES.containsValue(tones.toString())
        ? EmojiNames.name(bare.toString()).map(name -> name + tones)
        : Optional.empty();
  }

  /** The emoji of that name; empty for a server's own pictures. */
  static Optional<String> emoji(String name) {
    return EmojiNames.emoji(name)
        .or(() ->
            TONES.entrySet().stream()
                .filter(tone -> name.endsWith(tone.getValue()))
                .max(Comparator.comparingInt(tone -> tone.getValue().length()))
                .flatMap(tone ->
                    EmojiNames.emoji(name.substring(0, name.length() - tone.getValue().length()))
                        .map(bare -> withTone(bare, tone.getKey()))));
  }

  /** The colour stands behind the first sign. */
  private static String withTone(String emoji, int tone) {
    int first = emoji.offsetByCodePoints(0, 1);
    String rest = emoji.substring(first);
    return emoji.substring(0, first)
        + Character.toString(tone)
        + (rest.startsWith("\uFE0F") ? rest.substring(1) : rest);
  }

  /** What the hub calls a server's own picture. */
  static String custom(String name) {
    return CUSTOM + name;
  }
}
