package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Buttons and menus under a message: each row a box with its actions. A plan names the signatures
 * and when they end; what they are is known when the call is made. Buttons that open a page are
 * links in the text, for Mattermost has none such. Pure.
 *
 * @param shown the boxes
 * @param listed the buttons that cannot be shown
 * @param links the buttons that open a page
 * @see <a
 *     href="https://developers.mattermost.com/integrate/plugins/interactive-messages/">Interactive
 *     messages, read 2026-11-21</a>
 */
record MattermostButtons(ArrayNode shown, List<List<Button>> listed, List<Button> links) {
  private static final String CHANNEL = "channel";
  private static final String EXPIRES = "expires";
  private static final String SIGNATURE = "sig.";

  private static final Set<String> STYLES = Set.of("primary", "danger", "success");

  /**
   * @param settings without an address to come back to, nothing can be pressed
   * @param channel where alone they can be pressed
   */
  static MattermostButtons of(MattermostAccount settings, String channel, List<List<Button>> rows) {
    List<Button> links =
        rows.stream().flatMap(List::stream).filter(b -> b.url().isPresent()).toList();
    List<List<Button>> pressed =
        rows.stream()
            .map(row -> row.stream().filter(b -> b.url().isEmpty()).toList())
            .filter(row -> !row.isEmpty())
            .toList();
    return settings.takesPresses()
        ? new MattermostButtons(boxes(settings, channel, pressed), List.of(), links)
        : new MattermostButtons(Json.mapper().createArrayNode(), pressed, links);
  }

  private static ArrayNode boxes(
      MattermostAccount settings, String channel, List<List<Button>> rows) {
    ArrayNode boxes = Json.mapper().createArrayNode();
    int number = 1;
    for (List<Button> row : rows) {
      ArrayNode actions = boxes.addObject().putArray("actions");
      for (Button button : row) {
        actions.add(action(settings, channel, button, number++));
      }
    }
    return boxes;
  }

  /** An id with any other sign than letters and digits makes a button that is silently dead. */
  private static ObjectNode action(
      MattermostAccount settings, String channel, Button button, int number) {
    ObjectNode action =
        Json.mapper()
            .createObjectNode()
            .put("id", "b" + number)
            .put("type", button.isMenu() ? "select" : "button")
            .put("name", button.label());
    button.style().filter(STYLES::contains).ifPresent(style -> action.put("style", style));
    button
        .choices()
        .forEach(choice ->
            action
                .withArray("options")
                .addObject()
                .put("text", choice.label())
                .put("value", choice.pickedValue()));
    ObjectNode integration = action.putObject("integration");
    integration.put("url", settings.callbackUrl().orElseThrow().toString());
    ObjectNode context =
        integration
            .putObject("context")
            .put(CHANNEL, channel)
            .put(MattermostSigned.ACTION, button.id().orElseGet(button::pressValue));
    if (!button.isMenu()) {
      context
          .put(MattermostSigned.VALUE, button.pressValue())
          .put(MattermostSigned.LABEL, button.label());
    }
    context
        .put(MattermostSigned.EXPIRES, "{" + EXPIRES + "}")
        .put(MattermostSigned.SIGNATURE, "{" + SIGNATURE + number + "}");
    return action;
  }

  /** The text with the buttons that have no other place. */
  RichText with(RichText text) {
    RichText all = Degradation.linksInText(text, links);
    return listed.isEmpty() ? all : Degradation.buttonsAsList(all, listed);
  }

  List<String> degraded() {
    List<String> degraded = new ArrayList<>();
    degraded.addAll(Degradation.listed(listed));
    if (!links.isEmpty()) {
      degraded.add(Degradation.LINKS);
    }
    return degraded;
  }

  /** Where in the boxes the names of signatures stand. */
  static Set<String> places(JsonNode boxes) {
    Set<String> places = new HashSet<>();
    for (int box = 0; box < boxes.size(); box++) {
      for (int action = 0; action < boxes.get(box).path("actions").size(); action++) {
        String context = "/" + box + "/actions/" + action + "/integration/context/";
        places.add(context + MattermostSigned.EXPIRES);
        places.add(context + MattermostSigned.SIGNATURE);
      }
    }
    return places;
  }

  /** What stands for the names in a call that is made now. */
  static Map<String, String> signatures(
      MattermostAccount settings, ApiRequest request, Instant now) {
    if (settings.callbackSecret().isEmpty()
        || !(request.body() instanceof ApiRequest.JsonBody(ObjectNode json, Set<String> filled))
        || filled.isEmpty()) {
      return Map.of();
    }
    long expires = now.plus(settings.pressWithin()).getEpochSecond();
    Map<String, String> values = new HashMap<>();
    values.put(EXPIRES, Long.toString(expires));
    json.findValues("context").stream()
        .filter(context -> context.has(MattermostSigned.SIGNATURE))
        .forEach(context ->
            values.put(
                name(context),
                new MattermostSignature(
                        context.path(CHANNEL).asText(),
                        context.path(MattermostSigned.ACTION).asText(),
                        context.path(MattermostSigned.VALUE).asText(),
                        expires)
                    .by(settings.callbackSecret().get())));
    return values;
  }

  private static String name(JsonNode context) {
    return context.path(MattermostSigned.SIGNATURE).asText().replaceAll("[{}]", "");
  }
}
