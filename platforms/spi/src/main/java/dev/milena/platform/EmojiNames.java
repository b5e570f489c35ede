package dev.milena.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What chats that write emoji as {@code :names:} call them, both ways. Read from a table at first
 * use; thread-safe.
 */
public final class EmojiNames {
  /** Tells an emoji to be shown as a picture; written by some and left out by others. */
  private static final String AS_PICTURE = "\uFE0F";

  private static final EmojiNames TABLE = read();

  private final Map<String, String> emojiByName = new HashMap<>();
  private final Map<String, String> nameByEmoji = new HashMap<>();

  private EmojiNames() {}

  /** The emoji of that name, without colons; empty for a name that is somebody's own picture. */
  public static Optional<String> emoji(String name) {
    return Optional.ofNullable(TABLE.emojiByName.get(name));
  }

  /** The usual name of an emoji, without colons. */
  public static Optional<String> name(String emoji) {
    return Optional.ofNullable(TABLE.nameByEmoji.get(emoji.replace(AS_PICTURE, "")));
  }

  private static EmojiNames read() {
    EmojiNames names = new EmojiNames();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EmojiNames.class.getResourceAsStream("emoji.txt"), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private void add(String line) {
    String[] parts = line.split(" ");
    String emoji =
        Arrays.stream(parts[0].split("-"))
            .map(point -> Character.toString(Integer.parseInt(point, 16)))
            .collect(Collectors.joining());
    Arrays.stream(parts).skip(1).forEach(name -> emojiByName.putIfAbsent(name, emoji));
    nameByEmoji.putIfAbsent(emoji.replace(AS_PICTURE, ""), parts[1]);
  }
}
