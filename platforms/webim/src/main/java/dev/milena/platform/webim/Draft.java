package dev.milena.platform.webim;

import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command wants said, in what both doors have: plain texts, files with an address, buttons
 * that send something back. Pure.
 *
 * @param texts each short enough for one message, in their order
 * @param files with {@link Attachment#url()}
 * @param buttons rows that can be shown; empty where the door has none
 * @param degraded what could not be kept
 */
record Draft(
    List<String> texts, List<Attachment> files, List<List<Button>> buttons, List<String> degraded) {
  Draft {
    texts = List.copyOf(texts);
    files = List.copyOf(files);
    degraded = List.copyOf(degraded);
  }

  /**
   * @param keyboards whether the door can show buttons
   * @param textMax longest text of one message, UTF-16 units
   */
  static Draft of(Content content, boolean keyboards, int textMax) {
    List<String> degraded = new ArrayList<>();
    RichText rich = Markup.read(content);
    if (PlainText.loses(rich)) {
      degraded.add("formatting: plain text");
    }
    RichText text = PlainText.of(rich);

    List<List<Button>> buttons =
        keyboards ? Degradation.menusAsButtons(content.buttons()) : content.buttons();
    if (keyboards && Degradation.hasMenu(content.buttons())) {
      degraded.add(Degradation.MENU);
    }
    List<List<Button>> shown = keyboards ? pressable(buttons) : List.of();
    List<List<Button>> listed = keyboards ? opening(buttons) : buttons;
    if (!listed.isEmpty()) {
      degraded.addAll(
          keyboards
              ? List.of("buttons that open a page: numbered list")
              : Degradation.listed(listed));
      text = Degradation.buttonsAsList(text, listed);
    }

    List<Attachment> files = new ArrayList<>();
    for (Attachment attachment : content.attachments()) {
      if (attachment.type().isFile() && attachment.url().isPresent()) {
        files.add(attachment);
      } else {
        degraded.add(attachment.type().name().toLowerCase(java.util.Locale.ROOT) + ": text");
        text =
            text.plus(
                RichText.plain((text.text().isEmpty() ? "" : "\n") + PlainText.of(attachment)));
      }
    }
    List<String> texts =
        text.text().isBlank()
            ? List.of()
            : text.split(textMax).stream().map(RichText::text).toList();
    return new Draft(texts, files, shown, degraded);
  }

  private static List<List<Button>> pressable(List<List<Button>> rows) {
    return rows(rows, false);
  }

  private static List<List<Button>> opening(List<List<Button>> rows) {
    return rows(rows, true);
  }

  private static List<List<Button>> rows(List<List<Button>> rows, boolean withUrl) {
    return rows.stream()
        .map(row -> row.stream().filter(b -> b.url().isPresent() == withUrl).toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }

  boolean isEmpty() {
    return texts.isEmpty() && files.isEmpty() && buttons.isEmpty();
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "Draft["
        + texts.size()
        + " texts, "
        + files.size()
        + " files, "
        + buttons.size()
        + " rows]";
  }
}
