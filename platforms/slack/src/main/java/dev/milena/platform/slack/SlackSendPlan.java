package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one message of the hub as messages of Slack's: files as one, with the words where they
 * fit and no buttons want to hang below them; else the words behind the files, in parts. All go to
 * the same thread; the last carries the buttons. Pure.
 */
final class SlackSendPlan {
  /**
   * Slack advises 4,000 and refuses blocks beyond some 13,000 characters; what it counts for a link
   * or an emoji is more than what is read.
   *
   * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage, read
   *     2026-11-21</a>
   */
  static final int TEXT_MAX = 3900;

  /** What Slack calls the note on each message by which it can be found again. */
  static final String NOTE = "milena_message";

  private final SlackTarget target;
  private final String command;
  private final SlackButtons buttons;
  private final List<String> degraded = new ArrayList<>();

  /**
   * @param command id of the command, for the note on its messages
   */
  SlackSendPlan(SlackTarget target, String command, Content content) {
    this.target = target;
    this.command = command;
    this.buttons = SlackButtons.of(content.buttons());
    degraded.addAll(buttons.degraded());
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  /** The calls in their order; empty when there is nothing to send. */
  List<Step> steps(Action.Send send) {
    Content content = send.content();
    Optional<String> thread = target.thread(send.replyTo());
    List<FilePart> files =
        content.attachments().stream()
            .filter(SlackUpload::canSend)
            .map(SlackUpload::file)
            .flatMap(Optional::stream)
            .toList();
    List<SlackMessagePart> parts = parts(content);
    boolean together =
        !files.isEmpty() && parts.size() == 1 && parts.getFirst().buttons().isEmpty();
    Optional<RichText> caption =
        together ? Optional.of(parts.getFirst().words()) : Optional.empty();
    List<Step> steps = new ArrayList<>();
    for (int from = 0; from < files.size(); from += SlackUpload.FILES_MAX) {
      List<FilePart> some =
          files.subList(from, Math.min(files.size(), from + SlackUpload.FILES_MAX));
      Optional<RichText> words = from == 0 ? caption : Optional.empty();
      steps.addAll(new SlackUpload(some).steps(target, thread, words, steps.size() + 1));
    }
    if (!together) {
      parts.forEach(part -> steps.add(post(part, thread, steps.size() + 1)));
    }
    return steps;
  }

  /** The words in parts, the last with the buttons. */
  List<SlackMessagePart> parts(Content content) {
    RichText words = words(content);
    List<SlackMessagePart> parts = new ArrayList<>();
    if (!words.text().isBlank()) {
      words.split(TEXT_MAX).stream()
          .filter(part -> !part.text().isBlank())
          .map(SlackMessagePart::of)
          .forEach(parts::add);
    }
    if (!buttons.blocks().isEmpty()) {
      RichText last = parts.isEmpty() ? RichText.plain("") : parts.removeLast().words();
      parts.add(new SlackMessagePart(last, buttons.blocks()));
    }
    return parts;
  }

  private RichText words(Content content) {
    RichText words = buttons.with(Markup.read(content));
    degraded.addAll(SlackBlocks.degraded(words));
    List<Attachment> told =
        content.attachments().stream().filter(a -> !SlackUpload.canSend(a)).toList();
    if (told.isEmpty()) {
      return words;
    }
    degraded.add(Degradation.ATTACHMENT);
    return Degradation.attachmentsAsText(words, told);
  }

  /** A new message, with a note by which it is known again when its answer was lost. */
  Step post(SlackMessagePart part, Optional<String> thread, int number) {
    ApiRequest request = target.json("chat.postMessage", part.into(base(thread, number)));
    Optional<ApiRequest> plainer =
        part.plainInto(base(thread, number)).map(p -> target.json("chat.postMessage", p));
    return new Step(number, request, false, target.limits().message(target.channel()), plainer);
  }

  private ObjectNode base(Optional<String> thread, int number) {
    ObjectNode parameters = target.parameters();
    thread.ifPresent(ts -> parameters.put("thread_ts", ts));
    parameters
        .putObject("metadata")
        .put("event_type", NOTE)
        .putObject("event_payload")
        .put("command", command + "#" + number);
    return parameters;
  }
}
