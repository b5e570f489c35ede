package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Choice;
import dev.milena.model.FieldDemand;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormNote;
import dev.milena.model.Json;
import dev.milena.platform.Degradation;
import dev.milena.platform.FormWords;
import dev.milena.platform.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A form as a modal, there and back: at most five fields, each under its label. Discord looks at
 * lengths, at what must be filled in and at what can be picked; it has no other demands, and nobody
 * is asked before a modal closes. What a program gave along stands behind the form's id; of a field
 * that is picked, a letter behind its id says how the answer is to be read. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/components/reference">Components, read
 *     2026-11-21</a>
 */
final class DiscordForm {
  /** The callback that shows a modal. */
  static final int CALLBACK = 9;

  private static final int TEXT_INPUT = 4;
  private static final int SELECT = 3;
  private static final int LABEL = 18;
  private static final int CHECKBOX_GROUP = 22;
  private static final int CHECKBOX = 23;
  private static final int LINE = 1;
  private static final int LINES = 2;

  private static final int FIELDS_MAX = 5;
  private static final int ID_MAX = 100;
  private static final int TITLE_MAX = 45;
  private static final int LABEL_MAX = 45;
  private static final int HINT_MAX = 100;
  private static final int PLACEHOLDER_MAX = 100;
  private static final int TEXT_MAX = 4000;
  private static final int CHOICES_MAX = 25;
  private static final int CHOICE_MAX = 100;

  /** Rows and labels around the fields of a form. */
  private static final int DEPTH_MAX = 4;

  /** Stands between an id and what belongs to it; nobody types it. */
  private static final char BEHIND = '\u001f';

  /** Behind the id of a field of which one choice is picked: the answer is no list. */
  private static final String ONE = BEHIND + "1";

  /** Behind the id of a box that must be ticked: the answer is a yes. */
  private static final String TICKED = BEHIND + "y";

  private final Form form;
  private final FormWords words = FormWords.inUnits();

  private DiscordForm(Form form) {
    this.form = form;
  }

  /**
   * A form as Discord is told of it.
   *
   * @param data of the callback
   */
  record Modal(ObjectNode data, List<String> degraded) {
    /** The words belong to people. */
    @Override
    public String toString() {
      return "Modal[" + degraded + "]";
    }
  }

  /** Empty where the form has more than Discord shows. */
  static Optional<Modal> of(Form form) {
    return new DiscordForm(form).modal();
  }

  private Optional<Modal> modal() {
    String id = form.id() + form.state().map(s -> BEHIND + s).orElse("");
    boolean fits =
        id.length() <= ID_MAX
            && !form.fields().isEmpty()
            && form.fields().size() <= FIELDS_MAX
            && form.fields().stream().allMatch(DiscordForm::fits);
    if (!fits) {
      return Optional.empty();
    }
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("custom_id", id)
            .put("title", words.fit(form.title(), TITLE_MAX));
    ArrayNode rows = data.putArray("components");
    form.fields().forEach(field -> rows.add(labelled(field)));
    List<String> degraded = new ArrayList<>(words.degraded());
    if (!FormNote.of(form, DiscordForm::unchecked).demands().isEmpty()) {
      degraded.add(Degradation.FORM_CHECKS);
    }
    return Optional.of(new Modal(data, degraded));
  }

  private static boolean fits(FormField field) {
    return field.id().length() <= ID_MAX - TICKED.length()
        && field.choices().size() <= CHOICES_MAX
        && field.choices().stream().map(Choice::pickedValue).distinct().count()
            == field.choices().size()
        && field.choices().stream().allMatch(c -> c.pickedValue().length() <= CHOICE_MAX)
        && field.initial().stream().allMatch(text -> text.length() <= TEXT_MAX);
  }

  /** What Discord does not look at. */
  private static FieldDemand unchecked(FieldDemand demand) {
    return new FieldDemand(
        demand.id(),
        demand.kind(),
        false,
        Optional.empty(),
        Optional.empty(),
        demand.pattern(),
        Optional.empty(),
        List.of());
  }

  private ObjectNode labelled(FormField field) {
    ObjectNode row =
        Json.mapper()
            .createObjectNode()
            .put("type", LABEL)
            .put("label", words.fit(field.label(), LABEL_MAX));
    field.hint().ifPresent(hint -> row.put("description", words.fit(hint, HINT_MAX)));
    row.set(
        "component",
        switch (field.kind()) {
          case TEXT, NUMBER, EMAIL -> typed(field, LINE);
          case PARAGRAPH -> typed(field, LINES);
          case CHOICE -> picked(field, field.id() + ONE, 1);
          case CHOICES -> picked(field, field.id(), Math.max(1, field.choices().size()));
          case YES_NO -> field.required() ? ticked(field) : tickable(field);
        });
    return row;
  }

  private static ObjectNode component(int type, String id) {
    return Json.mapper().createObjectNode().put("type", type).put("custom_id", id);
  }

  private ObjectNode typed(FormField field, int style) {
    ObjectNode input =
        component(TEXT_INPUT, field.id()).put("style", style).put("required", field.required());
    field.minLength().ifPresent(min -> input.put("min_length", Math.min(min, TEXT_MAX)));
    field.maxLength().ifPresent(max -> input.put("max_length", Math.clamp(max, 1, TEXT_MAX)));
    field.placeholder().ifPresent(p -> input.put("placeholder", words.fit(p, PLACEHOLDER_MAX)));
    field.initial().stream().findFirst().ifPresent(text -> input.put("value", text));
    return input;
  }

  private ObjectNode picked(FormField field, String id, int most) {
    ObjectNode select =
        component(SELECT, id)
            .put("required", field.required())
            .put("min_values", field.required() ? 1 : 0)
            .put("max_values", most);
    field.placeholder().ifPresent(p -> select.put("placeholder", words.fit(p, PLACEHOLDER_MAX)));
    ArrayNode options = select.putArray("options");
    for (Choice choice : field.choices()) {
      ObjectNode option =
          options
              .addObject()
              .put("label", words.fit(choice.label(), CHOICE_MAX))
              .put("value", choice.pickedValue());
      if (field.initial().contains(choice.pickedValue())) {
        option.put("default", true);
      }
    }
    return select;
  }

  private static boolean yes(FormField field) {
    return field.initial().contains("true");
  }

  private static ObjectNode tickable(FormField field) {
    return component(CHECKBOX, field.id()).put("default", yes(field));
  }

  /** A single box may always stay empty; of a group one can be demanded. */
  private ObjectNode ticked(FormField field) {
    ObjectNode group =
        component(CHECKBOX_GROUP, field.id() + TICKED)
            .put("required", true)
            .put("min_values", 1)
            .put("max_values", 1);
    group
        .putArray("options")
        .addObject()
        .put("label", words.fit(field.label(), CHOICE_MAX))
        .put("value", "true")
        .put("default", yes(field));
    return group;
  }

  /** The id of the form that was sent. */
  static Optional<String> id(JsonNode data) {
    return text(data, "custom_id").map(DiscordForm::before);
  }

  /** What the program had given along. */
  static Optional<String> state(JsonNode data) {
    return text(data, "custom_id")
        .filter(id -> id.indexOf(BEHIND) >= 0)
        .map(id -> id.substring(id.indexOf(BEHIND) + 1));
  }

  private static String before(String id) {
    int end = id.indexOf(BEHIND);
    return end < 0 ? id : id.substring(0, end);
  }

  /**
   * What was filled in.
   *
   * @param fields by their ids
   * @param values in their order
   */
  record Answers(ObjectNode fields, List<String> values) {}

  static Answers answers(JsonNode data) {
    Answers answers = new Answers(Json.mapper().createObjectNode(), new ArrayList<>());
    each(data, "components").forEach(row -> collect(row, answers, 0));
    return answers;
  }

  /** A field stands in a row or under a label. */
  private static void collect(JsonNode component, Answers answers, int depth) {
    text(component, "custom_id").ifPresent(id -> collect(component, id, answers));
    if (depth < DEPTH_MAX) {
      each(component, "components").forEach(c -> collect(c, answers, depth + 1));
      object(component, "component").ifPresent(c -> collect(c, answers, depth + 1));
    }
  }

  private static void collect(JsonNode component, String customId, Answers answers) {
    String id = before(customId);
    if (!component.path("values").isArray()) {
      if (component.has("value")) {
        answer(id, component.path("value").asText(""), answers);
      }
      return;
    }
    List<String> picked = Payload.ids(component, "values");
    if (customId.endsWith(TICKED)) {
      answer(id, Boolean.toString(!picked.isEmpty()), answers);
    } else if (customId.endsWith(ONE)) {
      picked.stream().findFirst().ifPresent(value -> answer(id, value, answers));
    } else {
      picked.forEach(answers.fields().putArray(id)::add);
      answers.values().addAll(picked);
    }
  }

  private static void answer(String id, String value, Answers answers) {
    answers.fields().put(id, value);
    answers.values().add(value);
  }
}
