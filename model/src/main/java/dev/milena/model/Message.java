package dev.milena.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message as an event shows it.
 *
 * @param id the platform's id; absent where the platform gives none
 * @param text what a person reads: the text, or the caption of a file; absent where the message has
 *     none
 * @param marks formatting, links and mentions in {@link #text()}
 * @param source the platform's own text where it differs from {@link #text()}
 * @param attachments files, places and the like, in the order in which the platform shows them
 * @param buttons rows of buttons that came with it
 * @param replyTo id of the message that it answers
 * @param forwarded whether it was written elsewhere first
 * @param mentions users or handles that it names
 * @param group what messages of one album have in common
 * @param editedAt when it was last changed
 * @param place where it was written or what it shows on a map, on platforms on which that is no
 *     attachment: a {@link AttachmentType#LOCATION} or {@link AttachmentType#VENUE}
 * @param context what else the platform tells and no word of ours says, by the platform's own
 *     names: what the writer's app can show, what a pressed key carried
 */
public record Message(
    Optional<String> id,
    Optional<String> text,
    List<Mark> marks,
    Optional<String> source,
    List<Attachment> attachments,
    List<List<Button>> buttons,
    Optional<String> replyTo,
    boolean forwarded,
    List<String> mentions,
    Optional<String> group,
    Optional<Instant> editedAt,
    Optional<Attachment> place,
    Optional<JsonNode> context) {

  public Message {
    // What JSON leaves out is read as its null.
    context = context.filter(c -> !c.isNull());
    marks = Lists.copy(marks);
    attachments = Lists.copy(attachments);
    buttons = Lists.copyRows(buttons);
    mentions = Lists.copy(mentions);
  }

  /** Everything that hangs on it, a place among the rest. */
  public List<Attachment> everythingAttached() {
    return Stream.concat(attachments.stream(), place.stream()).toList();
  }

  /** Its text and marks; empty text where it has none. */
  public RichText rich() {
    return new RichText(text.orElse(""), marks);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** One that has all that this has, to change some of it. */
  public Builder toBuilder() {
    return builder()
        .id(id.orElse(null))
        .text(text.orElse(null))
        .marks(marks)
        .source(source.orElse(null))
        .attachments(attachments)
        .buttons(buttons)
        .replyTo(replyTo.orElse(null))
        .forwarded(forwarded)
        .mentions(mentions)
        .group(group.orElse(null))
        .editedAt(editedAt.orElse(null))
        .place(place.orElse(null))
        .context(context.orElse(null));
  }

  /** The words belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Message[" + id.orElse("-") + ", " + attachments.size() + " attachments]";
  }

  /** Collects the parts that an input has; {@code null} means absent. */
  public static final class Builder {
    private String id;
    private String text;
    private List<Mark> marks = List.of();
    private String source;
    private List<Attachment> attachments = List.of();
    private List<List<Button>> buttons = List.of();
    private String replyTo;
    private boolean forwarded;
    private List<String> mentions = List.of();
    private String group;
    private Instant editedAt;
    private Attachment place;
    private JsonNode context;

    private Builder() {}

    public Builder id(String id) {
      this.id = id;
      return this;
    }

    public Builder text(String text) {
      this.text = text;
      return this;
    }

    public Builder marks(List<Mark> marks) {
      this.marks = marks;
      return this;
    }

    public Builder source(String source) {
      this.source = source;
      return this;
    }

    public Builder attachments(List<Attachment> attachments) {
      this.attachments = attachments;
      return this;
    }

    public Builder buttons(List<List<Button>> buttons) {
      this.buttons = buttons;
      return this;
    }

    public Builder replyTo(String replyTo) {
      this.replyTo = replyTo;
      return this;
    }

    public Builder forwarded(boolean forwarded) {
      this.forwarded = forwarded;
      return this;
    }

    public Builder mentions(List<String> mentions) {
      this.mentions = mentions;
      return this;
    }

    public Builder group(String group) {
      this.group = group;
      return this;
    }

    public Builder editedAt(Instant editedAt) {
      this.editedAt = editedAt;
      return this;
    }

    public Builder place(Attachment place) {
      this.place = place;
      return this;
    }

    public Builder context(JsonNode context) {
      this.context = context;
      return this;
    }

    public Message build() {
      return new Message(
          Optional.ofNullable(id),
          Optional.ofNullable(text),
          marks,
          Optional.ofNullable(source),
          attachments,
          buttons,
          Optional.ofNullable(replyTo),
          forwarded,
          mentions,
          Optional.ofNullable(group),
          Optional.ofNullable(editedAt),
          Optional.ofNullable(place),
          Optional.ofNullable(context));
    }
  }
}
