package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Address;
import dev.milena.model.Choice;
import dev.milena.model.FieldDemand;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormNote;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.FormWords;
import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A form as a dialog. The server checks nothing of what is filled in, and anybody may send it
 * something; so all that the form demands travels in its {@code state}, under our signature, and
 * ingress looks at it. Lengths are bytes. Pure.
 *
 * @see <a
 *     href="https://developers.mattermost.com/integrate/plugins/interactive-dialogs/">Interactive
 *     dialogs, read 2026-11-21</a>
 */
final class MattermostForm {
  static final String PATH = "/actions/dialogs/open";

  /** Where the name of the signature stands in a call. */
  static final String STATE = "/dialog/state";

  private static final int TITLE_MAX = 24;
  private static final int LABEL_MAX = 24;
  private static final int NAME_MAX = 300;
  private static final int HINT_MAX = 150;
  private static final int LINE_MAX = 150;
  private static final int LINES_MAX = 3000;
  private static final String EXPIRES = "expires";
  private static final String SIGNATURE = "sig.1";

  private final Form form;
  private final FormWords words = FormWords.inBytes();

  private MattermostForm(Form form) {
    this.form = form;
  }

  /**
   * A form as Mattermost is told of it.
   *
   * @param body of the call, but for its trigger
   */
  record Dialog(ObjectNode body, List<String> degraded) {
    /** The words belong to people. */
    @Override
    public String toString() {
      return "Dialog[" + degraded + "]";
    }
  }

  /** Empty where the form has more than Mattermost shows. */
  static Optional<Dialog> of(MattermostAccount settings, Form form, Address place) {
    return new MattermostForm(form)
        .dialog(settings.callbackUrl().orElseThrow().toString(), FormNote.of(form).at(place));
  }

  private Optional<Dialog> dialog(String url, FormNote note) {
    if (!form.fields().stream().allMatch(this::fits)) {
      return Optional.empty();
    }
    ObjectNode body = Json.mapper().createObjectNode().put("url", url);
    ObjectNode dialog =
        body.putObject("dialog")
            .put("callback_id", form.id())
            .put("title", words.fit(form.title(), TITLE_MAX))
            .put("notify_on_cancel", true)
            .put(
                "state",
                MattermostSigned.state("{" + EXPIRES + "}", "{" + SIGNATURE + "}", note.text()));
    form.submitLabel().ifPresent(label -> dialog.put("submit_label", label));
    ArrayNode elements = dialog.putArray("elements");
    form.fields().forEach(field -> elements.add(element(field)));
    return Optional.of(new Dialog(body, words.degraded()));
  }

  private boolean fits(FormField field) {
    int room =
        switch (field.kind()) {
          case TEXT, NUMBER, EMAIL -> LINE_MAX;
          case PARAGRAPH, CHOICE, CHOICES, YES_NO -> LINES_MAX;
        };
    return words.fits(field.id(), NAME_MAX)
        && field.initial().stream().allMatch(text -> words.fits(text, room));
  }

  private ObjectNode element(FormField field) {
    ObjectNode element =
        Json.mapper()
            .createObjectNode()
            .put("name", field.id())
            .put("display_name", words.fit(field.label(), LABEL_MAX))
            .put("optional", !field.required());
    help(field).ifPresent(help -> element.put("help_text", words.fit(help, HINT_MAX)));
    return switch (field.kind()) {
      case TEXT -> typed(field, element.put("type", "text"), LINE_MAX);
      case NUMBER -> typed(field, element.put("type", "text").put("subtype", "number"), LINE_MAX);
      case EMAIL -> typed(field, element.put("type", "text").put("subtype", "email"), LINE_MAX);
      case PARAGRAPH -> typed(field, element.put("type", "textarea"), LINES_MAX);
      case CHOICE -> picked(field, element.put("type", "select"));
      case CHOICES -> picked(field, element.put("type", "select").put("multiselect", true));
      case YES_NO -> box(field, element.put("type", "bool"));
    };
  }

  /** What the label has no room for is said below. */
  private Optional<String> help(FormField field) {
    return words.fits(field.label(), LABEL_MAX)
        ? field.hint()
        : Optional.of(field.label() + field.hint().map(hint -> " – " + hint).orElse(""));
  }

  /** Without a greatest length the server takes a least one for wrong. */
  private ObjectNode typed(FormField field, ObjectNode element, int room) {
    field.placeholder().ifPresent(p -> element.put("placeholder", words.fit(p, room)));
    field.initial().stream().findFirst().ifPresent(text -> element.put("default", text));
    int most = field.maxLength().orElse(Math.max(room, field.minLength().orElse(0)));
    element.put("max_length", most);
    field.minLength().ifPresent(min -> element.put("min_length", Math.min(min, most)));
    return element;
  }

  private ObjectNode picked(FormField field, ObjectNode element) {
    field.placeholder().ifPresent(p -> element.put("placeholder", words.fit(p, LINES_MAX)));
    ArrayNode options = element.putArray("options");
    for (Choice choice : field.choices()) {
      options.addObject().put("text", choice.label()).put("value", choice.pickedValue());
    }
    List<String> initial =
        field.initial().stream()
            .filter(v -> field.choices().stream().anyMatch(c -> c.pickedValue().equals(v)))
            // Several are written with commas between, and blanks are taken out.
            .filter(v -> field.kind() == FormField.Kind.CHOICE || v.matches("[^, ]+"))
            .toList();
    if (!initial.isEmpty()) {
      element.put(
          "default",
          field.kind() == FormField.Kind.CHOICE
              ? initial.getFirst()
              : initial.stream().collect(Collectors.joining(",")));
    }
    return element;
  }

  /** What stands beside the box is its placeholder. */
  private ObjectNode box(FormField field, ObjectNode element) {
    return element
        .put("placeholder", words.fit(field.placeholder().orElse(field.label()), LINE_MAX))
        .put("default", field.initial().contains("true") ? "true" : "false");
  }

  /** What stands for the names in a call that is made now; nothing where it opens no form. */
  static Map<String, String> signature(
      MattermostAccount settings, ApiRequest request, Instant now) {
    if (settings.callbackSecret().isEmpty()
        || !(request.body() instanceof ApiRequest.JsonBody body)
        || !body.filled().contains(STATE)) {
      return Map.of();
    }
    JsonNode dialog = body.json().path("dialog");
    String state = dialog.path("state").asText();
    String remembered = state.substring(state.indexOf(SIGNATURE + "}.") + SIGNATURE.length() + 2);
    long expires = now.plus(settings.pressWithin()).getEpochSecond();
    return Map.of(
        EXPIRES,
        Long.toString(expires),
        SIGNATURE,
        new MattermostSignature(
                FormNote.parse(remembered).flatMap(FormNote::conversation).orElse(""),
                dialog.path("callback_id").asText(),
                remembered,
                expires)
            .by(settings.callbackSecret().get()));
  }

  /** What a form of the hub's carried along; absent where it was somebody else's. */
  static Optional<FormNote> note(JsonNode body) {
    return Payload.text(body, "state").map(MattermostSigned::remembered).flatMap(FormNote::parse);
  }

  /** What was filled in, by the ids of the fields, in their order; what was left empty is not. */
  static Map<String, List<String>> answers(FormNote note, JsonNode submission) {
    Set<String> lists =
        note.demands().stream()
            .filter(demand -> demand.kind() == FormField.Kind.CHOICES)
            .map(FieldDemand::id)
            .collect(Collectors.toSet());
    Map<String, List<String>> answers = new LinkedHashMap<>();
    submission
        .properties()
        .forEach(field -> {
          List<String> given = given(field.getValue(), lists.contains(field.getKey()));
          if (!given.isEmpty() || lists.contains(field.getKey())) {
            answers.put(field.getKey(), given);
          }
        });
    return answers;
  }

  /** Older servers write several with commas between. */
  private static List<String> given(JsonNode value, boolean list) {
    if (value.isArray()) {
      return value.valueStream().map(JsonNode::asText).toList();
    }
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      return List.of();
    }
    return list ? List.of(value.asText().split(",")) : List.of(value.asText());
  }

  /** The same as an event has it: a text, or of several choices a list. */
  static ObjectNode fields(FormNote note, JsonNode submission) {
    ObjectNode fields = Json.mapper().createObjectNode();
    answers(note, submission)
        .forEach((id, given) -> {
          boolean list =
              note.demands().stream()
                  .anyMatch(d -> d.id().equals(id) && d.kind() == FormField.Kind.CHOICES);
          if (list) {
            given.forEach(fields.putArray(id)::add);
          } else {
            fields.put(id, given.getFirst());
          }
        });
    return fields;
  }

  /** The reply that keeps a dialog open and says what does not do; empty where all does. */
  static Optional<ObjectNode> refusal(JsonNode body) {
    if (Payload.flag(body, "cancelled")) {
      return Optional.empty();
    }
    Map<String, String> complaints =
        note(body)
            .map(note -> note.complaints(answers(note, body.path("submission"))))
            .orElse(Map.of());
    if (complaints.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode reply = Json.mapper().createObjectNode();
    ObjectNode errors = reply.putObject("errors");
    complaints.forEach(errors::put);
    return Optional.of(reply);
  }
}
