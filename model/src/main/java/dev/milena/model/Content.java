package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What a message shall say. Platforms render it as far as they can and report what they left out.
 *
 * @param text words in the given format; absent for files alone
 * @param format how {@link #text()} is written
 * @param marks formatting of plain text; empty in the other formats, which carry their own
 * @param attachments files by URL, or by handle and origin
 * @param buttons rows of buttons
 * @param group what messages of one album have in common
 * @param template a text that the platform has approved before, sent instead of the words where the
 *     platform has such: the first attachment stands above it, and the buttons' values come back
 *     from its own buttons. Elsewhere the rest is sent
 */
public record Content(
    Optional<String> text,
    Format format,
    List<Mark> marks,
    List<Attachment> attachments,
    List<List<Button>> buttons,
    Optional<String> group,
    Optional<Template> template) {

  /** How text is written. */
  public enum Format {
    @JsonProperty("plain")
    PLAIN,
    /** CommonMark 0.31. */
    @JsonProperty("markdown")
    MARKDOWN,
    /** The inline tags of HTML; others are left out and their text kept. */
    @JsonProperty("html")
    HTML
  }

  public Content {
    format = format == null ? Format.PLAIN : format;
    marks = Lists.copy(marks);
    attachments = Lists.copy(attachments);
    buttons = Lists.copyRows(buttons);
  }

  /** What says its own words. */
  public Content(
      Optional<String> text,
      Format format,
      List<Mark> marks,
      List<Attachment> attachments,
      List<List<Button>> buttons,
      Optional<String> group) {
    this(text, format, marks, attachments, buttons, group, Optional.empty());
  }

  public static Content plain(String text) {
    return new Content(
        Optional.of(text), Format.PLAIN, List.of(), List.of(), List.of(), Optional.empty());
  }

  public static Content of(
      RichText rich, List<Attachment> attachments, List<List<Button>> buttons) {
    Optional<String> text = rich.text().isEmpty() ? Optional.empty() : Optional.of(rich.text());
    return new Content(text, Format.PLAIN, rich.marks(), attachments, buttons, Optional.empty());
  }

  public Content withAttachments(List<Attachment> others) {
    return new Content(text, format, marks, others, buttons, group, template);
  }

  public Content inGroup(Optional<String> newGroup) {
    return new Content(text, format, marks, attachments, buttons, newGroup, template);
  }

  /** The same, said by a template where the platform has such. */
  public Content by(Template approved) {
    return new Content(text, format, marks, attachments, buttons, group, Optional.of(approved));
  }

  /** The words belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Content[" + format + ", " + attachments.size() + " attachments]";
  }
}
