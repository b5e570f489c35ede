package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Digests;
import dev.milena.platform.Markup;
import dev.milena.platform.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays out one message of the hub as messages of VK's: words in parts, the last with files and
 * buttons; what is more than ten files follows. Each carries a number made of the command and the
 * part, by which VK knows it again. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/method/messages.send">messages.send, read 2026-11-21</a>
 */
final class VkSendPlan {
  /** By VK's page; the schema allows more. */
  static final int TEXT_MAX = 4096;

  private static final int ATTACHMENTS_MAX = 10;

  /** A message has to say something, and a keyboard says nothing. */
  private static final String NO_WORDS = "⬇";

  private final VkAccount settings;
  private final AccountRef account;
  private final String command;
  private final String peer;
  private final VkKeyboard keyboard;
  private final List<Part> parts;
  private final boolean mentions;
  private final List<String> degraded = new ArrayList<>();

  /**
   * One message.
   *
   * @param files what hangs on it
   * @param last carries the buttons
   */
  private record Part(String words, List<Attachment> files, boolean last) {
    @Override
    public String toString() {
      return "Part[" + files.size() + " files]";
    }
  }

  VkSendPlan(VkAccount settings, AccountRef account, String command, String peer, Content content) {
    this.settings = settings;
    this.account = account;
    this.command = command;
    this.peer = peer;
    this.keyboard = VkKeyboard.of(content.buttons());
    degraded.addAll(keyboard.degraded());
    RichText words = words(content);
    this.mentions = words.marks().stream().anyMatch(m -> m.type() == MarkType.MENTION);
    this.parts = parts(words, content.attachments().stream().filter(this::goesOut).toList());
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  private boolean goesOut(Attachment attachment) {
    return VkUpload.own(attachment, account).isPresent() || VkUpload.of(attachment).isPresent();
  }

  private RichText words(Content content) {
    RichText words = keyboard.with(Markup.read(content));
    if (VkText.losesMarks(words)) {
      degraded.add(Degradation.MARKS);
    }
    List<Attachment> told = content.attachments().stream().filter(a -> !goesOut(a)).toList();
    if (told.isEmpty()) {
      return words;
    }
    degraded.add(Degradation.ATTACHMENT);
    return Degradation.attachmentsAsText(words, told);
  }

  private List<Part> parts(RichText words, List<Attachment> files) {
    List<String> texts =
        VkText.written(words).split(TEXT_MAX).stream()
            .map(RichText::text)
            .filter(text -> !text.isBlank())
            .toList();
    List<List<Attachment>> loads = new ArrayList<>();
    for (int from = 0; from < files.size(); from += ATTACHMENTS_MAX) {
      loads.add(files.subList(from, Math.min(files.size(), from + ATTACHMENTS_MAX)));
    }
    List<Part> all = new ArrayList<>();
    for (int i = 0; i + 1 < texts.size(); i++) {
      all.add(new Part(texts.get(i), List.of(), false));
    }
    String ending = texts.isEmpty() ? "" : texts.getLast();
    if (loads.isEmpty() && !ending.isEmpty()) {
      all.add(new Part(ending, List.of(), true));
    }
    for (int i = 0; i < loads.size(); i++) {
      all.add(new Part(i == 0 ? ending : "", loads.get(i), i == loads.size() - 1));
    }
    if (all.isEmpty() && keyboard.json().isPresent()) {
      all.add(new Part(NO_WORDS, List.of(), true));
    }
    return all;
  }

  /** The calls of a new message; empty when there is nothing to send. */
  List<Step> send(Action.Send send) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Optional<String> answered =
          i > 0 ? Optional.empty() : send.replyTo().flatMap(VkSendPlan::number);
      steps.addAll(sent(parts.get(i), i, answered, steps.size() + 1));
    }
    return steps;
  }

  /** The calls that change what was sent; what it has grown follows as new messages. */
  List<Step> edit(List<String> messages) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      steps.addAll(
          i < messages.size()
              ? changed(parts.get(i), messages.get(i), steps.size() + 1)
              : sent(parts.get(i), i, Optional.empty(), steps.size() + 1));
    }
    if (parts.size() > messages.size()) {
      degraded.add("edit: rest as a new message");
    }
    return steps;
  }

  int size() {
    return parts.size();
  }

  private List<Step> sent(Part part, int index, Optional<String> answered, int first) {
    Map<String, String> fields = new LinkedHashMap<>();
    // Only with a list of recipients VK says what the message is called in its conversation.
    fields.put("peer_ids", peer);
    fields.put("random_id", Integer.toString(randomId(command, index)));
    answered.ifPresent(number -> fields.put("forward", reply(number)));
    return steps(part, "messages.send", fields, first);
  }

  private List<Step> changed(Part part, String message, int first) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("peer_id", peer);
    fields.put("cmid", message);
    // What it answers and what VK made of its links are left alone.
    fields.put("keep_forward_messages", "1");
    fields.put("keep_snippets", "1");
    return steps(part, "messages.edit", fields, first);
  }

  private List<Step> steps(Part part, String method, Map<String, String> fields, int first) {
    List<Step> steps = new ArrayList<>();
    List<String> handles = new ArrayList<>();
    boolean filled = false;
    for (Attachment file : part.files()) {
      Optional<String> own = VkUpload.own(file, account);
      if (own.isPresent()) {
        handles.add(own.get());
        continue;
      }
      int at = first + steps.size();
      steps.addAll(VkUpload.of(file).orElseThrow().steps(settings, peer, at));
      handles.add(VkUpload.handle(at));
      filled = true;
    }
    if (!part.words().isEmpty()) {
      fields.put("message", part.words());
    }
    if (!handles.isEmpty()) {
      fields.put("attachment", String.join(",", handles));
    }
    if (part.last()) {
      keyboard.json().ifPresent(json -> fields.put("keyboard", json));
    }
    if (!mentions) {
      // Words that only look like somebody's name must not wake them.
      fields.put("disable_mentions", "1");
    }
    ApiRequest request =
        VkCall.of(settings, method, fields, filled ? Set.of("attachment") : Set.of());
    steps.add(
        new Step(
            first + steps.size(),
            request,
            true,
            filled ? VkLimits.alone() : VkLimits.packed(),
            Optional.empty()));
    return steps;
  }

  private String reply(String message) {
    ObjectNode forward = Json.mapper().createObjectNode();
    forward.put("peer_id", Long.parseLong(peer));
    forward.putArray("conversation_message_ids").add(Long.parseLong(message));
    return forward.put("is_reply", true).toString();
  }

  /** The message's number in its conversation; empty for what can be none. */
  static Optional<String> number(MessageRef message) {
    return numbers(message).stream().findFirst();
  }

  static List<String> numbers(MessageRef message) {
    return switch (message) {
      case MessageRef.Known(var ids) ->
          ids.stream().filter(id -> id.matches("[1-9][0-9]{0,17}")).toList();
      case MessageRef.SentBy _ -> List.of();
    };
  }

  /**
   * By this VK knows a message that it was given before, in the same conversation and for about an
   * hour. 0 would switch that off.
   *
   * @param part counted from 0
   */
  static int randomId(String command, int part) {
    byte[] hash = Digests.sha256("vk:" + command + ":" + part);
    int number = ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    return number == 0 ? 1 : number;
  }
}
