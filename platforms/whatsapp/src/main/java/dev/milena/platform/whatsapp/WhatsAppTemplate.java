package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.Template;
import java.util.List;
import java.util.Optional;

/**
 * A template with what stands for its blanks: a file above, values in its text, and what its
 * buttons carry. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview">Templates,
 *     read 2026-11-21</a>
 */
final class WhatsAppTemplate {
  private static final String PARAMETERS = "parameters";

  private WhatsAppTemplate() {}

  static WhatsAppDraft of(AccountRef account, Content content, Template said) {
    ObjectNode message = Json.mapper().createObjectNode().put("type", "template");
    ObjectNode template = message.putObject("template").put("name", said.name());
    template.putObject("language").put("code", said.language());
    ArrayNode components = Json.mapper().createArrayNode();
    Optional<WhatsAppFile> file =
        content.attachments().stream()
            .flatMap(a -> WhatsAppFile.of(account, a).stream())
            .findFirst();
    file.ifPresent(f -> header(components, f));
    if (!said.values().isEmpty()) {
      ArrayNode parameters = component(components, "body").putArray(PARAMETERS);
      said.values().forEach(value -> parameters.addObject().put("type", "text").put("text", value));
    }
    buttons(components, content.buttons().stream().flatMap(List::stream).toList());
    if (!components.isEmpty()) {
      template.set("components", components);
    }
    String handleAt =
        file.flatMap(WhatsAppFile::upload)
            .map(_ ->
                "/template/components/0/parameters/0/" + file.orElseThrow().kind().word() + "/id")
            .orElse("");
    return new WhatsAppDraft(message, file.flatMap(WhatsAppFile::upload), handleAt);
  }

  private static ObjectNode component(ArrayNode components, String type) {
    return components.addObject().put("type", type);
  }

  private static void header(ArrayNode components, WhatsAppFile file) {
    String word = file.kind().word();
    ObjectNode parameter =
        component(components, "header").putArray(PARAMETERS).addObject().put("type", word);
    ObjectNode media =
        parameter.putObject(word).put("id", file.handle().orElse("{" + WhatsAppCall.MEDIA + "}"));
    if (file.kind() == WhatsAppFile.Kind.DOCUMENT) {
      file.name().ifPresent(name -> media.put("filename", name));
    }
  }

  /** What stands on them is the template's own; ours is only what they carry. */
  private static void buttons(ArrayNode components, List<Button> buttons) {
    for (int i = 0; i < buttons.size(); i++) {
      Button button = buttons.get(i);
      boolean opens = button.url().isPresent();
      ObjectNode component =
          component(components, "button")
              .put("sub_type", opens ? "url" : "quick_reply")
              .put("index", Integer.toString(i));
      ObjectNode parameter = component.putArray(PARAMETERS).addObject();
      if (opens) {
        parameter.put("type", "text").put("text", button.value().or(button::url).orElseThrow());
      } else {
        parameter.put("type", "payload").put("payload", button.pressValue());
      }
    }
  }
}
