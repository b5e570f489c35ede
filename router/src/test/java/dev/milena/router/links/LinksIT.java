package dev.milena.router.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.router.store.Ids;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class LinksIT {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final AccountRef DESK = new AccountRef("desk", "main");

  /** What this transaction has read so far. */
  private static final String READ_OF_LINKS =
      """
      SELECT seq_tup_read + coalesce(idx_tup_fetch, 0)
        FROM pg_stat_xact_user_tables WHERE relname = 'link'
      """;

  @Inject Links links;
  @Inject Pool pool;
  @Inject Tables tables;

  @Test
  void hundredTransactionsThatOpenOneLinkAtOnceOpenOne() {
    UUID chat = conversation("chat/a/" + Hub.randomChat());
    Opening opening = new Opening(chat, DESK, "r", List.of(UUID.randomUUID().toString()));

    openAll(List.of(opening), 100);

    assertThat(tables.one("SELECT count(*) FROM link WHERE left_id = '" + chat + "'"))
        .isEqualTo("1");
  }

  @Test
  void visitorsWhoWantOneIdAtOnceGetTwo() {
    UUID one = conversation("chat/a/" + Hub.randomChat());
    UUID other = conversation("chat/b/" + Hub.randomChat());
    String wanted = Hub.randomChat();
    List<Opening> openings =
        List.of(
            new Opening(one, DESK, "r", List.of(wanted, UUID.randomUUID().toString())),
            new Opening(other, DESK, "r", List.of(wanted, UUID.randomUUID().toString())));

    openAll(openings, 20);

    assertThat(
            tables.column(
                "SELECT DISTINCT right_id FROM link WHERE left_id IN ('"
                    + one
                    + "', '"
                    + other
                    + "')"))
        .hasSize(2);
    assertThat(
            tables.one(
                "SELECT count(*) FROM link WHERE left_id IN ('" + one + "', '" + other + "')"))
        .isEqualTo("2");
  }

  @Test
  void fanOutVisitsEachConversationOnceAndNeverTheOrigin() {
    UUID a = conversation("room/x/" + Hub.randomChat());
    UUID b = conversation("room/x/" + Hub.randomChat());
    UUID c = conversation("room/x/" + Hub.randomChat());
    link(a, b);
    link(b, c);
    link(c, a);

    assertThat(far(a)).containsExactlyInAnyOrder(b, c);
    assertThat(far(b)).containsExactlyInAnyOrder(a, c);
  }

  @Test
  void onlyTheEndsOfARoutesOwnLinkKnowEachOther() {
    UUID visitor = conversation("chat/a/" + Hub.randomChat());
    UUID room = conversation("room/x/" + Hub.randomChat());
    String desk = UUID.randomUUID().toString();
    openAll(List.of(new Opening(visitor, DESK, "r", List.of(desk))), 1);
    link(visitor, room);

    assertThat(ends(visitor))
        .extracting(Far::desk, Far::room)
        .containsExactly(tuple(true, false), tuple(false, true));
    assertThat(ends(room))
        .extracting(Far::desk, Far::room)
        .containsExactlyInAnyOrder(tuple(true, true), tuple(false, true));
  }

  @Test
  void linkThatIsTakenAwayIsForgottenWithinASecond() {
    UUID a = conversation("room/x/" + Hub.randomChat());
    UUID b = conversation("room/x/" + Hub.randomChat());
    link(a, b);
    assertThat(far(a)).containsExactly(b);

    tables.run("DELETE FROM link WHERE left_id = '" + a + "'");

    org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> far(a).isEmpty());
  }

  /** Whatever Postgres thinks of the table's size: nothing has been analysed here. */
  @Test
  void openingALinkReadsNoOthers() {
    int others = 3_000;
    tables.run(
        """
        INSERT INTO conversation (id, key, platform, account, external_id)
        SELECT gen_random_uuid(), 'chat/plan/' || n, 'chat', 'plan', n::text FROM generate_series(1, %d) n
        """
            .formatted(others));
    tables.run(
        """
        INSERT INTO link (left_id, right_id, right_account, route)
        SELECT c.id, gen.id, 'plan/desk', 'r' FROM conversation c
          JOIN conversation gen ON gen.key = 'chat/plan/' || ((c.external_id::int %% %d) + 1)
         WHERE c.account = 'plan'
        """
            .formatted(others));
    Opening opening =
        new Opening(
            conversation("chat/a/" + Hub.randomChat()),
            DESK,
            "r",
            List.of(UUID.randomUUID().toString()));

    long read =
        pool.withTransaction(c ->
                links
                    .open(c, List.of(opening))
                    .chain(() -> links.find(c, List.of(new Corner(opening.from(), ""))))
                    .chain(() -> c.query(READ_OF_LINKS).execute())
                    .map(rows -> rows.iterator().next().getLong(0)))
            .await()
            .atMost(WITHIN);

    assertThat(read).isLessThan(others / 10);
  }

  private List<UUID> far(UUID from) {
    return ends(from).stream().map(Far::id).toList();
  }

  private List<Far> ends(UUID from) {
    Corner corner = new Corner(from, "");
    Links.Found found =
        pool.withTransaction(c -> links.find(c, List.of(corner))).await().atMost(WITHIN);
    links.keep(found);
    return found.from(corner);
  }

  private void openAll(List<Opening> openings, int times) {
    List<Uni<Void>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Opening opening : openings) {
        all.add(pool.withTransaction(c -> links.open(c, List.of(opening))));
      }
    }
    Uni.join().all(all).andFailFast().await().atMost(WITHIN);
  }

  private void link(UUID left, UUID right) {
    tables.run(
        "INSERT INTO link (left_id, right_id, right_account) VALUES ('"
            + left
            + "', '"
            + right
            + "', 'room/x')");
  }

  private UUID conversation(String key) {
    ConversationRef ref = ConversationRef.parse(key);
    UUID id = Ids.conversation(ref);
    tables.run(
        "INSERT INTO conversation (id, key, platform, account, external_id) VALUES ('%s', '%s', '%s', '%s', '%s')"
            .formatted(id, ref.key(), ref.account().platform(), ref.account().name(), ref.id()));
    return id;
  }
}
