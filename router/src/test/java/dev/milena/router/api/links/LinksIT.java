package dev.milena.router.api.links;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class LinksIT {
  private static final AccountRef HERE = new AccountRef("chat", "unrouted");
  private static Hub hub;

  private final String here = Hub.randomChat();
  private final String there = Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  private static Response link(Map<String, String> left, Map<String, String> right) {
    return Api.admin().body(Map.of("left", left, "right", right)).post("/links");
  }

  private Response link() {
    return link(
        Map.of("conversation", "chat/unrouted/" + here),
        Map.of("conversation", "desk/main/" + there));
  }

  @Test
  void linkedConversationsSpeakWithEachOtherAtOnce() {
    Event before = Hub.event(HERE, here, "u1", Hub.text("1", "to nobody"));
    hub.append(before);
    hub.awaitAccepted(before);

    link().then().statusCode(201).body("createdBy", equalTo("milena.api-key"));

    Event event = Hub.event(HERE, here, "u1", Hub.text("2", "hello"));
    hub.append(event);
    assertThat(hub.awaitCausedBy(event, 1).getFirst().to().conversation()).isEqualTo(there);
  }

  @Test
  void linkIsShownAtBothOfItsEndsUntilItIsTakenAway() {
    int id = link().path("id");

    for (String end : new String[] {"chat/unrouted/" + here, "desk/main/" + there}) {
      Api.admin()
          .get("/links?conversation=" + end)
          .then()
          .statusCode(200)
          .body("items.id", contains(id))
          .body("items[0].left.conversation", equalTo("chat/unrouted/" + here))
          .body("items[0].right.conversation", equalTo("desk/main/" + there));
    }
    Api.admin().get("/links/" + id).then().statusCode(200).body("id", equalTo(id));
    Api.admin().delete("/links/" + id).then().statusCode(204);
    Api.admin().get("/links?conversation=desk/main/" + there).then().body("items", empty());
    assertProblem(Api.admin().get("/links/" + id), 404, "not-found");
    assertProblem(Api.admin().delete("/links/" + id), 404, "not-found");
    Event event = Hub.event(HERE, here, "u1", Hub.text("1", "to nobody"));
    hub.append(event);
    hub.awaitAccepted(event);
    assertThat(hub.commands(c -> c.to().conversation().equals(there))).isEmpty();
  }

  @Test
  void sameLinkTwiceInWhateverDirectionIsRefused() {
    link().then().statusCode(201);

    assertProblem(link(), 409, "taken");
    assertProblem(
        link(
            Map.of("conversation", "desk/main/" + there),
            Map.of("conversation", "chat/unrouted/" + here)),
        409,
        "taken");
  }

  @Test
  void threadsOfOneConversationAreLinkedSeparately() {
    Map<String, String> room = Map.of("conversation", "chat/unrouted/" + here, "thread", "t1");
    Map<String, String> other = Map.of("conversation", "chat/unrouted/" + here, "thread", "t2");

    link(room, other)
        .then()
        .statusCode(201)
        .body("left.thread", equalTo("t1"))
        .body("right.thread", equalTo("t2"));
    assertProblem(link(room, room), 400, "invalid");
  }

  @Test
  void whatPointsNowhereIsRefusedByName() {
    assertProblem(
        link(Map.of("conversation", "chat/nowhere/1"), Map.of("conversation", "desk/main/1")),
        422,
        "unknown-target");
    assertProblem(
            link(Map.of("conversation", "chat"), Map.of("conversation", "desk/main/1")),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("left.conversation"));
    assertProblem(link(Map.of(), Map.of("conversation", "desk/main/1")), 400, "invalid")
        .then()
        .body("errors.field", hasItem("left.conversation"));
    assertProblem(Api.admin().get("/links?conversation=chat"), 400, "invalid");
    assertProblem(Api.admin().get("/links/abc"), 404, "not-found");
  }

  @Test
  void listComesInPages() {
    int first = link().path("id");
    int second =
        link(
                Map.of("conversation", "chat/unrouted/" + here),
                Map.of("conversation", "desk/main/" + Hub.randomChat()))
            .path("id");
    String mine = "/links?limit=1&conversation=chat/unrouted/" + here;

    Response page = Api.admin().get(mine);

    page.then().body("items.id", contains(first)).body("next", equalTo(Integer.toString(first)));
    Api.admin().get(mine + "&after=" + first).then().body("items.id", contains(second));
  }

  @Test
  void readersMayLookAndNotLink() {
    String reader = Api.newKey("read");

    Api.with(reader).get("/links").then().statusCode(200);
    assertProblem(Api.with(reader).body(Map.of()).post("/links"), 403, "forbidden");
    assertProblem(Api.with(reader).delete("/links/1"), 403, "forbidden");
    assertProblem(Api.scoped("messages").get("/links"), 403, "forbidden");
  }
}
