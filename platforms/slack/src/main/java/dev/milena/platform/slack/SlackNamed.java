package dev.milena.platform.slack;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Member;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slack's events name people by their ids. Here the names are put in where people read them: who
 * wrote, who came, who is spoken to. Pure.
 */
final class SlackNamed {
  private static final String USER_ID = "[UW][A-Z0-9]{1,30}";

  private SlackNamed() {}

  /** The users of whom an event shows no more than the id. */
  static Set<String> wanted(Event event) {
    Set<String> users = new LinkedHashSet<>();
    event
        .sender()
        .filter(who -> who.name().isEmpty() && !who.self())
        .ifPresent(who -> users.add(who.id()));
    switch (event.what()) {
      case Happening.MessageCreated created -> mentioned(created.message(), users);
      case Happening.MessageEdited edited -> mentioned(edited.message(), users);
      case Happening.MemberJoined joined -> users.add(joined.member().id());
      case Happening.MemberLeft left -> users.add(left.member().id());
      default -> {
        // Nobody else is named in it.
      }
    }
    users.removeIf(user -> !user.matches(USER_ID));
    return users;
  }

  private static void mentioned(Message message, Set<String> users) {
    String text = message.text().orElse("");
    message.marks().stream()
        .filter(mark -> isId(mark, text))
        .forEach(mark -> users.add(mark.value().orElseThrow()));
  }

  /** Whether a mention shows the id for want of a name. */
  private static boolean isId(Mark mark, String text) {
    return mark.type() == MarkType.MENTION
        && mark.value().filter(id -> text.startsWith("@" + id, mark.offset())).isPresent();
  }

  /**
   * The event with names.
   *
   * @param names by user id
   */
  static Event with(Event event, Map<String, String> names) {
    return new Event(
        event.id(),
        event.account(),
        event.time(),
        event.receivedAt(),
        event.conversation(),
        event.sender().map(who -> named(who, names)),
        named(event.what(), names),
        event.expiresAt());
  }

  private static Participant named(Participant who, Map<String, String> names) {
    return new Participant(
        who.id(),
        who.name().or(() -> Optional.ofNullable(names.get(who.id()))),
        who.username(),
        who.bot(),
        who.self());
  }

  private static Happening named(Happening what, Map<String, String> names) {
    return switch (what) {
      case Happening.MessageCreated created ->
          new Happening.MessageCreated(named(created.message(), names), created.command());
      case Happening.MessageEdited edited ->
          new Happening.MessageEdited(named(edited.message(), names), edited.command());
      case Happening.MemberJoined joined ->
          new Happening.MemberJoined(
              joined.message(), named(joined.member(), names), joined.members());
      case Happening.MemberLeft left ->
          new Happening.MemberLeft(left.message(), named(left.member(), names), left.members());
      default -> what;
    };
  }

  private static Member named(Member member, Map<String, String> names) {
    return new Member(
        member.id(),
        member.name().or(() -> Optional.ofNullable(names.get(member.id()))),
        member.bot(),
        member.self());
  }

  private static Message named(Message message, Map<String, String> names) {
    RichText words = named(message.rich(), names);
    return message.toBuilder()
        .text(message.text().map(_ -> words.text()).orElse(null))
        .marks(words.marks())
        .build();
  }

  /** A stretch of the text that is put otherwise. */
  private record Change(int offset, int end, String instead) {
    int growth() {
      return instead.length() - (end - offset);
    }
  }

  private static RichText named(RichText words, Map<String, String> names) {
    List<Change> changes = new ArrayList<>();
    int free = 0;
    for (Mark mark : words.marks()) {
      if (mark.offset() >= free && isId(mark, words.text()) && names.containsKey(id(mark))) {
        int end = mark.offset() + 1 + id(mark).length();
        changes.add(new Change(mark.offset(), end, "@" + names.get(id(mark))));
        free = end;
      }
    }
    return changes.isEmpty() ? words : changed(words, changes);
  }

  private static String id(Mark mark) {
    return mark.value().orElse("");
  }

  private static RichText changed(RichText words, List<Change> changes) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Change change : changes) {
      text.append(words.text(), at, change.offset()).append(change.instead());
      at = change.end();
    }
    text.append(words.text().substring(at));
    List<Mark> marks =
        words.marks().stream()
            .map(mark -> {
              int begin = moved(mark.offset(), changes);
              return mark.at(begin, moved(mark.end(), changes) - begin);
            })
            .toList();
    return new RichText(text.toString(), marks);
  }

  private static int moved(int place, List<Change> changes) {
    return place + changes.stream().filter(c -> c.end() <= place).mapToInt(Change::growth).sum();
  }
}
