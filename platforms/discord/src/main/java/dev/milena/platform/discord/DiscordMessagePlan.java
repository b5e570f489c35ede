package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one message of the hub as messages of Discord: words of at most 2,000 characters each,
 * ten files to the last of them, buttons below the last of all. Nobody is told of a message but
 * those whom it mentions by name. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/resources/message#create-message">Create
 *     Message, read 2026-11-21</a>
 */
final class DiscordMessagePlan {
  private static final int QUESTION_MAX = 300;
  private static final int ANSWER_MAX = 55;
  private static final int ANSWERS_MAX = 10;
  private static final int DEFAULT_POLL_HOURS = 24;

  private final DiscordComponents components;
  private final List<Attachment> files;
  private final Optional<ObjectNode> poll;
  private final RichText words;
  private final List<String> degraded = new ArrayList<>();

  DiscordMessagePlan(Content content) {
    this.components = DiscordComponents.of(content.buttons());
    this.files = content.attachments().stream().filter(DiscordFiles::isSendable).toList();
    Optional<Attachment> asked =
        content.attachments().stream().filter(a -> poll(a).isPresent()).findFirst();
    this.poll = asked.flatMap(DiscordMessagePlan::poll);
    List<Attachment> told =
        content.attachments().stream()
            .filter(a -> !DiscordFiles.isSendable(a) && !asked.equals(Optional.of(a)))
            .toList();
    degraded.addAll(components.degraded());
    if (!told.isEmpty()) {
      degraded.add(Degradation.ATTACHMENT);
    }
    this.words = components.with(Degradation.attachmentsAsText(Markup.read(content), told));
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  /** A body of a message, and the files that go with it. */
  record Part(ObjectNode body, List<Attachment> files) {}

  /** The messages in their order; empty when there is nothing to say. */
  List<Part> parts() {
    List<String> texts = DiscordMarkdown.parts(words);
    List<Part> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(new Part(body().put("content", text), List.of())));
    for (int from = 0; from < files.size(); from += DiscordFiles.FILES_MAX) {
      List<Attachment> some =
          files.subList(from, Math.min(files.size(), from + DiscordFiles.FILES_MAX));
      ObjectNode body = from == 0 && !parts.isEmpty() ? parts.removeLast().body() : body();
      parts.add(new Part(body, some));
    }
    if (parts.isEmpty() && (!components.rows().isEmpty() || poll.isPresent())) {
      parts.add(new Part(body(), List.of()));
    }
    if (!parts.isEmpty()) {
      ObjectNode last = parts.getLast().body();
      poll.ifPresent(p -> last.set("poll", p));
      if (!components.rows().isEmpty()) {
        last.set("components", components.rows());
      }
    }
    return parts;
  }

  /** What a message is changed to: one body for each of {@code count} messages, or more. */
  List<ObjectNode> changes() {
    List<ObjectNode> changes = new ArrayList<>();
    DiscordMarkdown.parts(words).forEach(text -> changes.add(body().put("content", text)));
    if (changes.isEmpty()) {
      changes.add(body());
    }
    changes.getLast().set("components", components.rows());
    return changes;
  }

  private ObjectNode body() {
    ObjectNode body = DiscordCall.object();
    ObjectNode allowed = body.putObject("allowed_mentions");
    allowed.putArray("parse");
    List<String> mentioned = DiscordMarkdown.mentioned(words);
    if (!mentioned.isEmpty()) {
      ArrayNode users = allowed.putArray("users");
      mentioned.forEach(users::add);
    }
    allowed.put("replied_user", false);
    return body;
  }

  /** A poll that Discord takes: a question and two to ten answers, all of them short. */
  private static Optional<ObjectNode> poll(Attachment attachment) {
    if (attachment.type() != AttachmentType.POLL) {
      return Optional.empty();
    }
    List<String> answers =
        attachment.value().orElse("").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    boolean fits =
        attachment.name().filter(q -> !q.isBlank() && q.length() <= QUESTION_MAX).isPresent()
            && answers.size() >= 2
            && answers.size() <= ANSWERS_MAX
            && answers.stream().allMatch(a -> a.length() <= ANSWER_MAX);
    if (!fits) {
      return Optional.empty();
    }
    ObjectNode poll = DiscordCall.object();
    poll.putObject("question").put("text", attachment.name().orElseThrow());
    ArrayNode list = poll.putArray("answers");
    answers.forEach(a -> list.addObject().putObject("poll_media").put("text", a));
    return Optional.of(poll.put("duration", DEFAULT_POLL_HOURS).put("allow_multiselect", false));
  }
}
