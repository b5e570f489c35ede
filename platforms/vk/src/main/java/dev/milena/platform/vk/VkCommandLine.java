package dev.milena.platform.vk;

import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells commands from other words. VK has none of its own: a command is what begins with a sign
 * that people know, perhaps after the community's name, as chats demand of those whose bots do not
 * hear everything. Pure.
 *
 * @param prefixes signs that a command begins with
 */
record VkCommandLine(List<String> prefixes, VkPeers peers) {
  /** A name, and then a blank or the end: a path or {@code !!!} is none. */
  private static final Pattern NAME = Pattern.compile("([\\p{L}\\p{N}_-]{1,64})(?=\\s|$)");

  private static final Pattern BETWEEN = Pattern.compile("[\\s,:]*");

  VkCommandLine {
    // Of "/" and "//" the longer one is meant where it stands.
    prefixes = prefixes.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  Optional<Invocation> find(RichText text) {
    Optional<Mark> ourName =
        text.marks().stream()
            .filter(mark -> mark.type() == MarkType.MENTION && mark.offset() == 0)
            .filter(mark -> mark.value().filter(peers::isUs).isPresent())
            .findFirst();
    String words = text.text().substring(ourName.map(name -> behind(text, name)).orElse(0));
    Optional<String> target =
        ourName.map(name -> text.text().substring(0, name.end()).replaceFirst("^@", ""));
    return prefixes.stream()
        .filter(words::startsWith)
        .findFirst()
        .flatMap(prefix -> read(words.substring(prefix.length()), target));
  }

  private static int behind(RichText text, Mark name) {
    Matcher between = BETWEEN.matcher(text.text()).region(name.end(), text.text().length());
    return between.lookingAt() ? between.end() : name.end();
  }

  private static Optional<Invocation> read(String line, Optional<String> target) {
    Matcher name = NAME.matcher(line);
    return name.lookingAt()
        ? Optional.of(new Invocation(name.group(1), line.substring(name.end()).strip(), target))
        : Optional.empty();
  }
}
