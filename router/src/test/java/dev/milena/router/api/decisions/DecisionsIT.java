package dev.milena.router.api.decisions;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class DecisionsIT {
  private static final AccountRef SILENT = new AccountRef("chat", "silent");
  private static Hub hub;

  private final String chat = Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  private String ofChat() {
    return "/decisions?conversation=chat/silent/" + chat;
  }

  private List<String> denied(int many) {
    List<Event> events =
        IntStream.range(0, many)
            .mapToObj(i -> Hub.event(SILENT, chat, "bad", Hub.text("" + i, "hi")))
            .toList();
    hub.appendAll(events);
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> Api.admin().get(ofChat()).jsonPath().getList("items").size() == many);
    return events.stream().map(Event::id).toList();
  }

  @Test
  void droppedEventTellsWhy() {
    String event = denied(1).getFirst();

    Api.admin()
        .get("/decisions?event=" + event)
        .then()
        .statusCode(200)
        .body("items[0].event", equalTo(event))
        .body("items[0].conversation", equalTo("chat/silent/" + chat))
        .body("items[0].reason", equalTo("sender_not_allowed"))
        .body("items[0].rule", equalTo("chat/silent"))
        .body("items[0].explanation", org.hamcrest.Matchers.containsString("access rule"));
    Api.admin().get("/decisions?event=unknown").then().statusCode(200).body("items", empty());
  }

  @Test
  void pagesHaveEachDecisionOnceThoughABatchIsDecidedAtOneMoment() {
    List<String> events = denied(5);
    List<String> read = new ArrayList<>();
    String after = "";

    while (after != null) {
      JsonPath page = Api.admin().get(ofChat() + "&limit=2" + after).jsonPath();
      read.addAll(page.getList("items.event", String.class));
      after = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(events);
  }

  @Test
  void questionNamesAnEventOrAConversation() {
    assertProblem(Api.admin().get("/decisions"), 400, "invalid");
    assertProblem(Api.admin().get(ofChat() + "&event=x"), 400, "invalid");
    assertProblem(Api.admin().get("/decisions?conversation=chat"), 400, "invalid");
    assertProblem(Api.admin().get(ofChat() + "&after=yesterday"), 400, "invalid");
  }

  @Test
  void readersMayAsk() {
    Api.scoped("read").get(ofChat()).then().statusCode(200);
    Api.scoped("access").get(ofChat()).then().statusCode(200);
    assertProblem(Api.scoped("messages").get(ofChat()), 403, "forbidden");
  }
}
