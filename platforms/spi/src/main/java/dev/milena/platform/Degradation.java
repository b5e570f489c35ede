package dev.milena.platform;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How what a platform lacks is said in words instead. The same everywhere, so that people learn it
 * once.
 */
public final class Degradation {
  /** What a plan reports for {@link #buttonsAsList}. */
  public static final String BUTTONS = "buttons: numbered list";

  /** What a plan reports for {@link #linksInText}. */
  public static final String LINKS = "link buttons: links in the text";

  /** What a plan reports for {@link #menusAsButtons}. */
  public static final String MENU = "menu: buttons";

  /** What a plan reports for a menu in {@link #buttonsAsList}. */
  public static final String MENU_LISTED = "menu: numbered list";

  /** What a plan reports where words of a form are longer than the platform shows. */
  public static final String FORM_WORDS = "form words: shortened";

  /** What a plan reports where nobody looks at a form's answers but who reads them. */
  public static final String FORM_CHECKS = "form checks: left to whoever reads the answers";

  /** What a plan reports for {@link #reactionAsText}. */
  public static final String REACTION = "reaction: text";

  /** What a plan reports for {@link #pressAsMessage}. */
  public static final String PRESS = "press: text";

  /** What a plan reports for {@link #attachmentAsText}. */
  public static final String ATTACHMENT = "attachment: text";

  /** What a plan reports where formatting is left out and the words stay. */
  public static final String MARKS = "marks: plain text";

  /** What a plan reports where a message does not show which one it answers. */
  public static final String REPLY = "reply: separate message";

  /** What a plan reports where files that belong together come one by one. */
  public static final String ALBUM = "album: separate files";

  /** What a plan reports where a message goes to the chat instead of a thread in it. */
  public static final String THREAD = "thread: whole conversation";

  private Degradation() {}

  /** Buttons as a numbered list below the text; of a menu each choice, below what it is called. */
  public static RichText buttonsAsList(RichText text, List<List<Button>> rows) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Button button : rows.stream().flatMap(List::stream).toList()) {
      if (button.isMenu()) {
        lines.add(button.label());
      }
      for (String line : button.isMenu() ? labels(button) : List.of(address(button))) {
        lines.add(number++ + ". " + line);
      }
    }
    String gap = text.text().isEmpty() || lines.isEmpty() ? "" : "\n";
    return text.plus(RichText.plain(gap + String.join("\n", lines)));
  }

  /** Buttons that open a page as links, each on a line of its own below the text. */
  public static RichText linksInText(RichText text, List<Button> buttons) {
    RichText all = text;
    for (Button button : buttons) {
      String gap = all.text().isEmpty() ? "" : "\n";
      Mark link =
          Mark.of(MarkType.LINK, gap.length(), button.label().length(), button.url().orElseThrow());
      all = all.plus(new RichText(gap + button.label(), List.of(link)));
    }
    return all;
  }

  private static String address(Button button) {
    return button.label() + button.url().map(url -> " " + url).orElse("");
  }

  private static List<String> labels(Button menu) {
    return menu.choices().stream().map(Choice::label).toList();
  }

  /** What a plan reports for buttons and menus that stand in the text. */
  public static List<String> listed(List<List<Button>> rows) {
    List<String> degraded = new ArrayList<>();
    if (rows.stream().flatMap(List::stream).anyMatch(button -> !button.isMenu())) {
      degraded.add(BUTTONS);
    }
    if (hasMenu(rows)) {
      degraded.add(MENU_LISTED);
    }
    return degraded;
  }

  public static boolean hasMenu(List<List<Button>> rows) {
    return rows.stream().flatMap(List::stream).anyMatch(Button::isMenu);
  }

  /**
   * The choices of menus as buttons, one below the other: what is pressed carries what would have
   * been picked. All other buttons stay where they are.
   */
  public static List<List<Button>> menusAsButtons(List<List<Button>> rows) {
    List<List<Button>> all = new ArrayList<>();
    for (List<Button> row : rows) {
      List<Button> pressed = row.stream().filter(button -> !button.isMenu()).toList();
      if (!pressed.isEmpty()) {
        all.add(pressed);
      }
      row.stream()
          .filter(Button::isMenu)
          .forEach(
              menu -> menu.choices().forEach(choice -> all.add(List.of(pressing(menu, choice)))));
    }
    return all;
  }

  private static Button pressing(Button menu, Choice choice) {
    return new Button(
        menu.id(),
        choice.label(),
        Optional.of(choice.pickedValue()),
        menu.style(),
        Optional.empty());
  }

  /** A reaction as a line of text. */
  public static RichText reactionAsText(String emoji) {
    return RichText.plain("» " + emoji);
  }

  /** A press as a message that says what was pressed and answers what carried it. */
  public static Action.Send pressAsMessage(Action.Press press) {
    return new Action.Send(
        press.words().orElseGet(() -> Content.plain(press.button().label())),
        press.messageId(),
        press.author());
  }

  /** Attachments that cannot be shown as such, each on a line of its own below the text. */
  public static RichText attachmentsAsText(RichText text, List<Attachment> attachments) {
    String lines =
        attachments.stream().map(Degradation::attachmentAsText).collect(Collectors.joining("\n"));
    String gap = text.text().isEmpty() || lines.isEmpty() ? "" : "\n";
    return text.plus(RichText.plain(gap + lines));
  }

  /** What an attachment is, in a line: a sign for its kind, what it is called, and where it is. */
  public static String attachmentAsText(Attachment attachment) {
    return switch (attachment.type()) {
      case LOCATION, VENUE ->
          line("📍", List.of(attachment.name(), address(attachment), coordinates(attachment)));
      case CONTACT -> line("👤", List.of(attachment.name(), attachment.value()));
      case POLL -> line("📊", List.of(attachment.name(), attachment.value()));
      case DICE -> line("🎲", List.of(attachment.value(), attachment.name()));
      case STORY -> line("📖", List.of(attachment.name(), attachment.url()));
      case LINK -> line("🔗", List.of(otherName(attachment), attachment.url()));
      case IMAGE, VIDEO, AUDIO, VOICE, VIDEO_NOTE, ANIMATION, FILE, STICKER, OTHER ->
          line("📎", List.of(attachment.name(), attachment.url()));
    };
  }

  /** A link is often called by its own address. */
  private static Optional<String> otherName(Attachment link) {
    return link.name().filter(name -> !link.url().equals(Optional.of(name)));
  }

  private static Optional<String> address(Attachment attachment) {
    return attachment.place().flatMap(Attachment.Place::address);
  }

  /** Five digits behind the point are a metre. */
  private static Optional<String> coordinates(Attachment attachment) {
    return attachment
        .place()
        .map(p -> String.format(Locale.ROOT, "%.5f, %.5f", p.latitude(), p.longitude()));
  }

  private static String line(String sign, List<Optional<String>> parts) {
    String said =
        parts.stream()
            .flatMap(Optional::stream)
            .filter(p -> !p.isBlank())
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? sign : sign + " " + said;
  }
}
