package dev.milena.router.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static int status(Throwable failure) {
    return Trouble.of(failure).map(t -> t.problem().status()).orElse(500);
  }

  private static PgException postgres(String sqlState) {
    return new PgException("words of Postgres", "ERROR", sqlState, "more words");
  }

  @Test
  void lostInfrastructureIsUnavailable() {
    assertThat(status(new ConnectException("refused"))).isEqualTo(503);
    assertThat(status(new TimeoutException())).isEqualTo(503);
    assertThat(status(new NotLeaderOrFollowerException("moved"))).isEqualTo(503);
    assertThat(status(postgres("57P01"))).isEqualTo(503);
    assertThat(status(postgres("25006"))).isEqualTo(503);
    assertThat(status(postgres("40P01"))).isEqualTo(503);
  }

  @Test
  void causeIsLookedFor() {
    assertThat(status(new CompletionException(new IllegalStateException(postgres("57P03")))))
        .isEqualTo(503);
  }

  @Test
  void rowThatSomebodyElseHasJustMadeIsTaken() {
    assertThat(status(postgres("23505"))).isEqualTo(409);
  }

  @Test
  void valueThatPostgresCannotHoldIsInvalid() {
    assertThat(status(postgres("22021"))).isEqualTo(400);
  }

  @Test
  void mistakesOfOursAreDefects() {
    assertThat(status(new NullPointerException())).isEqualTo(500);
    assertThat(status(postgres("42601"))).isEqualTo(500);
  }

  @Test
  void tooLargeForKafkaIsTooLarge() {
    assertThat(status(new RecordTooLargeException("too large"))).isEqualTo(413);
  }

  @Test
  void wordsOfOthersAreNotPassedOn() {
    Problem problem = Trouble.of(postgres("57P01")).orElseThrow().problem();

    assertThat(problem.toString()).doesNotContain("words");
  }
}
