package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Buttons and menus below a message: up to three as buttons, up to ten as rows of a list, one that
 * opens a page as such. What does not fit stands in the text. A button here has one id, and carries
 * nothing else. Pure.
 *
 * @param shown what stands in the message below its words; absent: everything stands in the text
 * @param bodyMax so long may the words be that it hangs on
 * @param listed what cannot be shown, by rows
 * @param links what opens a page and stands in the text
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages">Interactive
 *     list messages, read 2026-11-21</a>
 */
record WhatsAppButtons(
    Optional<ObjectNode> shown, int bodyMax, List<List<Button>> listed, List<Button> links) {
  private static final int BUTTONS_MAX = 3;
  private static final int BUTTON_TITLE_MAX = 20;
  private static final int BUTTON_ID_MAX = 256;
  private static final int BUTTON_BODY_MAX = 1024;

  /** Over all sections together. */
  private static final int ROWS_MAX = 10;

  private static final int ROW_TITLE_MAX = 24;
  private static final int ROW_TEXT_MAX = 72;
  private static final int ROW_ID_MAX = 200;
  private static final int LIST_BODY_MAX = 4096;

  /** Opens a list whose maker gave it no name. */
  private static final String OPEN_LIST = "☰";

  /** Something that is picked. */
  private record Pick(String id, String title) {
    @Override
    public String toString() {
      return "Pick[]";
    }
  }

  /** Picks below a common title. */
  private record Section(Optional<String> title, List<Pick> picks) {}

  static WhatsAppButtons of(List<List<Button>> rows) {
    List<Button> all = rows.stream().flatMap(List::stream).toList();
    List<Button> links = all.stream().filter(b -> b.url().isPresent()).toList();
    if (all.size() == 1
        && links.size() == 1
        && links.getFirst().label().length() <= BUTTON_TITLE_MAX) {
      return new WhatsAppButtons(
          Optional.of(opening(links.getFirst())), BUTTON_BODY_MAX, List.of(), List.of());
    }
    List<List<Button>> pressed =
        rows.stream()
            .map(row -> row.stream().filter(b -> b.url().isEmpty()).toList())
            .filter(row -> !row.isEmpty())
            .toList();
    List<Section> sections = sections(pressed.stream().flatMap(List::stream).toList());
    Optional<ObjectNode> list = buttons(sections).or(() -> list(sections));
    boolean few = list.filter(l -> l.path("type").asText().equals("button")).isPresent();
    return new WhatsAppButtons(
        list, few ? BUTTON_BODY_MAX : LIST_BODY_MAX, list.isPresent() ? List.of() : pressed, links);
  }

  private static ObjectNode opening(Button button) {
    ObjectNode interactive = interactive("cta_url");
    interactive
        .putObject("action")
        .put("name", "cta_url")
        .putObject("parameters")
        .put("display_text", button.label())
        .put("url", button.url().orElseThrow());
    return interactive;
  }

  private static ObjectNode interactive(String type) {
    return Json.mapper().createObjectNode().put("type", type);
  }

  /** Each menu is a section; buttons between menus are one without a title. */
  private static List<Section> sections(List<Button> buttons) {
    List<Section> sections = new ArrayList<>();
    List<Pick> loose = new ArrayList<>();
    for (Button button : buttons) {
      if (button.isMenu()) {
        sections.add(
            new Section(
                Optional.of(button.label()),
                button.choices().stream().map(WhatsAppButtons::pick).toList()));
      } else {
        loose.add(new Pick(button.pressValue(), button.label()));
      }
    }
    if (!loose.isEmpty()) {
      sections.addFirst(new Section(Optional.empty(), loose));
    }
    return sections;
  }

  private static Pick pick(Choice choice) {
    return new Pick(choice.pickedValue(), choice.label());
  }

  private static Optional<ObjectNode> buttons(List<Section> sections) {
    boolean fit =
        sections.size() == 1
            && sections.getFirst().title().isEmpty()
            && sections.getFirst().picks().size() <= BUTTONS_MAX
            && areTakable(sections, BUTTON_ID_MAX)
            && picks(sections).allMatch(p -> p.title().length() <= BUTTON_TITLE_MAX);
    if (!fit) {
      return Optional.empty();
    }
    ObjectNode interactive = interactive("button");
    ArrayNode buttons = interactive.putObject("action").putArray("buttons");
    picks(sections)
        .forEach(pick ->
            buttons
                .addObject()
                .put("type", "reply")
                .putObject("reply")
                .put("id", pick.id())
                .put("title", pick.title()));
    return Optional.of(interactive);
  }

  private static Stream<Pick> picks(List<Section> sections) {
    return sections.stream().flatMap(s -> s.picks().stream());
  }

  /** WhatsApp refuses two with one id. */
  private static boolean areTakable(List<Section> sections, int idMax) {
    List<String> ids = picks(sections).map(Pick::id).toList();
    return !ids.isEmpty()
        && new LinkedHashSet<>(ids).size() == ids.size()
        && ids.stream().allMatch(id -> !id.isBlank() && id.length() <= idMax);
  }

  private static Optional<ObjectNode> list(List<Section> sections) {
    boolean fit =
        picks(sections).count() <= ROWS_MAX
            && areTakable(sections, ROW_ID_MAX)
            && picks(sections).allMatch(p -> p.title().length() <= ROW_TEXT_MAX);
    if (!fit) {
      return Optional.empty();
    }
    ObjectNode interactive = interactive("list");
    ObjectNode action = interactive.putObject("action");
    action.put(
        "button",
        sections.stream()
            .flatMap(s -> s.title().stream())
            .findFirst()
            .map(title -> cut(title, BUTTON_TITLE_MAX))
            .orElse(OPEN_LIST));
    ArrayNode shown = action.putArray("sections");
    for (Section section : sections) {
      ObjectNode one = shown.addObject();
      if (sections.size() > 1) {
        // With several sections each has a title.
        one.put("title", cut(section.title().orElse("…"), ROW_TITLE_MAX));
      }
      ArrayNode rows = one.putArray("rows");
      section.picks().forEach(pick -> row(rows.addObject(), pick));
    }
    return Optional.of(interactive);
  }

  /** What is too long for a title stands below it whole. */
  private static void row(ObjectNode row, Pick pick) {
    row.put("id", pick.id()).put("title", cut(pick.title(), ROW_TITLE_MAX));
    if (pick.title().length() > ROW_TITLE_MAX) {
      row.put("description", pick.title());
    }
  }

  private static String cut(String words, int most) {
    if (words.length() <= most) {
      return words;
    }
    int end = most - 1;
    return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** The text with what has no other place. */
  RichText with(RichText text) {
    RichText all = Degradation.linksInText(text, links);
    return listed.isEmpty() ? all : Degradation.buttonsAsList(all, listed);
  }

  List<String> degraded() {
    List<String> degraded = new ArrayList<>(Degradation.listed(listed));
    if (!links.isEmpty()) {
      degraded.add(Degradation.LINKS);
    }
    return degraded;
  }

  /** Labels belong to people. */
  @Override
  public String toString() {
    return "WhatsAppButtons[" + listed.size() + " rows listed]";
  }
}
