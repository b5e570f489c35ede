package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Participant;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A desk that shares no name, place or form with the defaults is reached by configuration alone.
 */
class OtherMappingTest {
  private static final String INBOUND =
      """
      {"batch": {"pointer": "/payload/updates"},
       "kind": {"pointer": "/type",
                "values": {"agent.text": "operator_message", "agent.attachment": "operator_file",
                           "agent.gone": "chat_closed", "echo": "ignored"}},
       "fields": {"visitor-id": "/recipient/externalId", "chat-id": "/session", "message-id": "/body/uid",
                  "text": "/body/content",
                  "operator": {"id": "/agent/uid", "name": "/agent/title"},
                  "file": {"url": "/body/link", "name": "/body/filename", "mime": "/body/mime", "size": []}}}
      """;

  private static final String OUTBOUND =
      """
      {"send": {"method": "put", "path": "/hooks/{channelId}/people/{visitorId}/letters?v=3"},
       "auth": {"in": "query", "name": "key"},
       "kinds": {"text": "T", "file": "F"},
       "body": {"/letters/0/words": "message.text", "/letters/0/sort": "message.kind",
                "/letters/0/link": "message.file.url", "/letters/0/link~1name": "message.file.name",
                "/from/nick": "visitorFields.username", "/from/shown": "visitorFields.name",
                "/source": "=milena"}}
      """;

  private final Account account =
      Accounts.channel(
          "/channel/id", "\"shop 1\"", "/channel/inbound", INBOUND, "/channel/outbound", OUTBOUND);

  @Test
  void eventsOfABatchKeepTheirOrder() {
    Translation translation = Calls.translate(account, Accounts.payload("channel/another_form"));

    List<Event> events = translation.events();
    assertThat(events)
        .extracting(Event::type)
        .containsExactly(
            "dev.milena.message.created",
            "dev.milena.message.created",
            "dev.milena.conversation.closed");
    assertThat(events).allMatch(e -> e.conversation().get().id().equals("778"));
    assertThat(((Happening.MessageCreated) events.getFirst().what()).message().text())
        .contains("First of two.");
    assertThat(
            ((Happening.MessageCreated) events.get(1).what())
                .message()
                .attachments()
                .getFirst()
                .type())
        .isEqualTo(AttachmentType.IMAGE);
    assertThat(events.getFirst().sender().get().name()).contains("Oleg");
    assertThat(translation.skipped())
        .containsExactly(new Translation.Skipped("ignored_by_mapping"));
  }

  @Test
  void messageGoesWhereAndHowTheMappingSays() {
    Participant author =
        new Participant("900", Optional.of("Ira"), Optional.of("ira_s"), false, false);
    Action.Send send =
        new Action.Send(Content.plain("Where is it?"), Optional.empty(), Optional.of(author));

    ApiRequest request = requests(send).getFirst();

    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.url())
        .isEqualTo("https://example.webim.ru/hooks/shop%201/people/77%2F8/letters?v=3&key={token}");
    assertThat(request.headers()).isEmpty();
    assertThat(body(request))
        .isEqualTo(
            Json.object(
                """
                {"letters": [{"words": "Where is it?", "sort": "T"}],
                 "from": {"nick": "ira_s", "shown": "Ira"},
                 "source": "milena"}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void fileGoesWhereTheMappingSaysAndAnEscapedPointerIsObeyed() {
    Attachment file =
        Attachment.of(AttachmentType.IMAGE)
            .name("map.png")
            .build()
            .at("https://hub.example.test/media/1");
    Action.Send send = Action.Send.of(Content.plain("This").withAttachments(List.of(file)));

    List<ApiRequest> requests = requests(send);

    assertThat(requests).hasSize(2);
    assertThat(body(requests.get(1)).at("/letters/0").toString())
        .isEqualTo(
            "{\"link\":\"https://hub.example.test/media/1\",\"link/name\":\"map.png\",\"sort\":\"F\"}");
  }

  private List<ApiRequest> requests(Action action) {
    Command command = Command.of("c-1", Address.of(conversation("77/8")), action);
    return ((Plan.Steps) ChannelPlan.of(WebimSettings.of(account), command))
        .steps().stream().map(dev.milena.platform.Step::request).toList();
  }

  private static dev.milena.model.ConversationRef conversation(String id) {
    return dev.milena.model.ConversationRef.of(Accounts.REF, id);
  }

  private static ObjectNode body(ApiRequest request) {
    return ((ApiRequest.JsonBody) request.body()).json();
  }
}
