package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestPostgres;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class OutageIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");

  @Test
  void whatComesWhilePostgresIsDownWaitsAndNothingIsLostOrDoubled() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      Event before = Hub.event(SHOP, chat, "u1", Hub.text("0", "before"));
      hub.append(before);
      hub.awaitCausedBy(before, 1);
      List<Event> during = new ArrayList<>();
      for (int i = 1; i <= 50; i++) {
        during.add(Hub.event(SHOP, chat, "u1", Hub.text("m" + i, "text " + i)));
      }

      TestPostgres.shared().stop();
      try {
        hub.appendAll(during);
        Awaitility.await().atMost(Hub.PATIENCE).until(() -> status() == 503);
      } finally {
        TestPostgres.shared().start();
      }

      List<Command> commands = hub.awaitCommands(c -> c.to().conversation().equals(chat), 51);
      assertThat(commands).hasSize(51);
      assertThat(commands.subList(1, 51))
          .extracting(c -> c.cause().orElseThrow())
          .containsExactlyElementsOf(during.stream().map(Event::id).toList());
      Awaitility.await().atMost(Hub.PATIENCE).until(() -> status() == 200);
    }
  }

  private static int status() {
    return RestAssured.get("/q/health/ready").statusCode();
  }
}
