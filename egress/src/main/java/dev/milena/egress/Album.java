package dev.milena.egress;

import dev.milena.bus.Records;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files that people sent as one album and that came here as commands of their own, with a group in
 * common. Where they wait behind each other in a lane they go out as one message; each stays the
 * command that it is, with its own delivery and its own message id. Pure.
 *
 * @param first the command that is being carried
 * @param rest those behind it, in their order; empty: it goes alone
 * @param open whether it could have more parts
 */
record Album(Command first, List<Part> rest, boolean open) {
  /** As many as platforms with albums take in one. */
  static final int PARTS_MAX = 10;

  /** A command behind the first, and where it lies. */
  record Part(Text text, Command command) {}

  Album {
    rest = List.copyOf(rest);
  }

  /** Whether a command may be the first part of an album. */
  static boolean begins(Command command) {
    return file(command).isPresent() && command.again().isEmpty();
  }

  /** A command that goes alone. */
  static Album none(Command command) {
    return new Album(command, List.of(), false);
  }

  /**
   * The album that a command begins.
   *
   * @param waiting what stands behind it in its lane
   * @param isNew whether nothing was ever done about a command of this id
   */
  static Album of(Command first, Collection<Text> waiting, Predicate<String> isNew) {
    List<Part> rest = new ArrayList<>();
    for (Text text : waiting) {
      Optional<Command> next = read(text).filter(c -> continues(first, c) && isNew.test(c.id()));
      if (next.isEmpty() || rest.size() + 1 == PARTS_MAX) {
        break;
      }
      rest.add(new Part(text, next.get()));
    }
    return new Album(first, rest, true);
  }

  private static Optional<Command> read(Text text) {
    try {
      return Optional.of(Envelopes.command(Records.fromRecord(text.record())));
    } catch (Json.UnreadableException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Words belong to the file that they came with, so only the first may have some. Who it is from
   * may stand with each, and is said once.
   */
  private static boolean continues(Command first, Command next) {
    return file(next).isPresent()
        && send(next).content().group().equals(send(first).content().group())
        && words(first).startsWith(words(next))
        && (send(next).replyTo().isEmpty() || send(next).replyTo().equals(send(first).replyTo()))
        && next.to().equals(first.to())
        && next.deadline().equals(first.deadline())
        && next.again().isEmpty();
  }

  private static String words(Command part) {
    return send(part).content().text().map(String::strip).orElse("");
  }

  /** The one file of a part. */
  private static Optional<Attachment> file(Command command) {
    if (!(command.action() instanceof Action.Send(Content content, var replyTo, var author))) {
      return Optional.empty();
    }
    boolean part =
        content.group().isPresent()
            && content.buttons().isEmpty()
            && content.attachments().size() == 1;
    return part
        ? content.attachments().stream().filter(a -> a.type().isFile()).findFirst()
        : Optional.empty();
  }

  private static Action.Send send(Command command) {
    return (Action.Send) command.action();
  }

  int size() {
    return 1 + rest.size();
  }

  /** Whether nothing can come to it any more, with so many commands in its lane. */
  boolean isWhole(int inLane) {
    return !open || size() == PARTS_MAX || inLane > size();
  }

  /** When its last part was appended. */
  Instant grewAt(Instant firstAppended) {
    return rest.isEmpty() ? firstAppended : rest.getLast().text().appended();
  }

  /**
   * What is sent instead of the first, with the files of all.
   *
   * @param resolved the first, its references known
   */
  Command joined(Command resolved) {
    Action.Send said = send(resolved);
    List<Attachment> files = new ArrayList<>(said.content().attachments());
    rest.forEach(part -> files.add(file(part.command()).orElseThrow()));
    return resolved.with(
        new Action.Send(said.content().withAttachments(files), said.replyTo(), said.author()));
  }
}
