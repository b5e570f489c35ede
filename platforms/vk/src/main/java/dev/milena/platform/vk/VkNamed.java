package dev.milena.platform.vk;

import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * VK's events name people and chats by their numbers. Here the names are put in where people read
 * them: who wrote, who came or went, where it was. Pure.
 */
final class VkNamed {
  /**
   * What a peer is called.
   *
   * @param handle a person's or community's address without the site
   */
  record Name(String display, Optional<String> handle) {
    /** Names belong to people and stay out of logs. */
    @Override
    public String toString() {
      return "Name[]";
    }
  }

  private VkNamed() {}

  /** The peers of whom an event shows no more than the number. */
  static Set<String> wanted(Event event) {
    Set<String> peers = new LinkedHashSet<>();
    event
        .sender()
        .filter(who -> who.name().isEmpty() && !who.self())
        .ifPresent(who -> peers.add(who.id()));
    event
        .conversation()
        .filter(where -> isUntitled(where))
        .ifPresent(where -> peers.add(where.id()));
    member(event.what())
        .filter(member -> member.name().isEmpty() && !member.self())
        .ifPresent(member -> peers.add(member.id()));
    return peers;
  }

  private static boolean isUntitled(Conversation where) {
    return where.title().isEmpty() && where.type().equals(Optional.of(ConversationType.GROUP));
  }

  private static Optional<Member> member(Happening what) {
    return switch (what) {
      case Happening.MemberJoined joined -> Optional.of(joined.member());
      case Happening.MemberLeft left -> Optional.of(left.member());
      default -> Optional.empty();
    };
  }

  /** The event with the names that are known. */
  static Event with(Event event, Function<String, Optional<Name>> names) {
    return new Event(
        event.id(),
        event.account(),
        event.time(),
        event.receivedAt(),
        event.conversation().map(where -> titled(where, names)),
        event.sender().map(who -> named(who, names)),
        named(event.what(), names),
        event.expiresAt());
  }

  private static Conversation titled(Conversation where, Function<String, Optional<Name>> names) {
    return isUntitled(where)
        ? new Conversation(
            where.id(),
            where.type(),
            names.apply(where.id()).map(Name::display),
            where.thread(),
            where.workspace(),
            where.session(),
            where.openUntil())
        : where;
  }

  private static Participant named(Participant who, Function<String, Optional<Name>> names) {
    Optional<Name> name = who.self() ? Optional.empty() : names.apply(who.id());
    return new Participant(
        who.id(),
        who.name().or(() -> name.map(Name::display)),
        who.username().or(() -> name.flatMap(Name::handle)),
        who.bot(),
        who.self());
  }

  private static Happening named(Happening what, Function<String, Optional<Name>> names) {
    return switch (what) {
      case Happening.MemberJoined joined ->
          new Happening.MemberJoined(
              joined.message(), named(joined.member(), names), joined.members());
      case Happening.MemberLeft left ->
          new Happening.MemberLeft(left.message(), named(left.member(), names), left.members());
      default -> what;
    };
  }

  private static Member named(Member member, Function<String, Optional<Name>> names) {
    return new Member(
        member.id(),
        member.name().or(() -> names.apply(member.id()).map(Name::display)),
        member.bot(),
        member.self());
  }
}
