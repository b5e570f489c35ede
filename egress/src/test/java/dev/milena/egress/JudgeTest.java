package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account.Common.Unknown;
import dev.milena.model.Delivery;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ApiRequest REQUEST =
      ApiRequest.postJson("https://fake.example", Map.of(), Json.mapper().createObjectNode());

  private final Judge judge =
      new Judge(
          new Backoff(SECOND, 2, Duration.ofMinutes(1), 0, () -> 0.5),
          new Backoff(SECOND, 4, Duration.ofHours(19), 0, () -> 0.5),
          8);

  private static Step step(boolean repeatable) {
    return new Step(1, REQUEST, repeatable, List.of(), Optional.of(REQUEST));
  }

  private static Judge.Before before(int failures, int resends) {
    return new Judge.Before(failures, resends, false, false);
  }

  private Verdict judge(
      DeliveryResult result, boolean repeatable, Judge.Before before, Unknown unknown) {
    return judge.judge(result, step(repeatable), before, unknown);
  }

  @Test
  void pausesDoubleUpToTheirBound() {
    DeliveryResult unreached = new DeliveryResult.Unreached("no_connection");
    for (int failures = 0; failures < 10; failures++) {
      Duration expected = Duration.ofSeconds(Math.min(60, 1L << failures));
      assertThat(judge(unreached, false, before(failures, 0), Unknown.RESEND))
          .isEqualTo(
              new Verdict.Again(Delivery.Result.UNREACHED, "no_connection", expected, false));
    }
  }

  @Test
  void pausesDifferByTheirJitter() {
    assertThat(new Backoff(SECOND, 2, SECOND, 0.2, () -> 0).after(0))
        .isEqualTo(Duration.ofMillis(800));
    assertThat(new Backoff(SECOND, 2, SECOND, 0.2, () -> 1).after(0))
        .isEqualTo(Duration.ofMillis(1200));
  }

  @Test
  void unansweredCallThatMayNotBeRepeatedIsTheAccountsChoice() {
    DeliveryResult unanswered = new DeliveryResult.Unconfirmed("no_answer");
    assertThat(judge(unanswered, false, before(0, 0), Unknown.RESEND))
        .isEqualTo(new Verdict.Again(Delivery.Result.UNCONFIRMED, "no_answer", SECOND, true));
    assertThat(judge(unanswered, false, before(0, 0), Unknown.PARK))
        .isEqualTo(new Verdict.Park(Delivery.Result.UNCONFIRMED, "no_answer"));
    assertThat(judge(unanswered, false, before(0, 8), Unknown.RESEND))
        .isEqualTo(new Verdict.Park(Delivery.Result.UNCONFIRMED, "no_answer"));
    assertThat(judge(unanswered, true, before(0, 0), Unknown.PARK))
        .isEqualTo(new Verdict.Again(Delivery.Result.UNCONFIRMED, "no_answer", SECOND, false));
  }

  @Test
  void theFewTimesThatMayDoubleLastForHours() {
    DeliveryResult failed = new DeliveryResult.Unconfirmed("platform_error");
    Duration whole = Duration.ZERO;
    for (int resends = 0; resends < 8; resends++) {
      Verdict.Again again =
          (Verdict.Again) judge(failed, false, before(20, resends), Unknown.RESEND);
      assertThat(again.pause()).isEqualTo(SECOND.multipliedBy(1L << (2 * resends)));
      whole = whole.plus(again.pause());
    }
    assertThat(whole).isGreaterThan(Duration.ofHours(6));
  }

  @Test
  void formattingIsGivenUpOnce() {
    DeliveryResult unreadable = DeliveryResult.Rejected.because("unreadable_formatting");
    assertThat(judge(unreadable, false, before(0, 0), Unknown.RESEND))
        .isEqualTo(new Verdict.Plainer());
    assertThat(judge(unreadable, false, new Judge.Before(0, 0, true, false), Unknown.RESEND))
        .isEqualTo(new Verdict.Reject("unreadable_formatting"));
  }

  @Test
  void chatIsFollowedOnce() {
    DeliveryResult moved = new DeliveryResult.Readdressed("c2");
    assertThat(judge(moved, false, before(0, 0), Unknown.RESEND)).isEqualTo(new Verdict.Move("c2"));
    assertThat(judge(moved, false, new Judge.Before(0, 0, false, true), Unknown.RESEND))
        .isEqualTo(new Verdict.Park(Delivery.Result.READDRESSED, "conversation_gone"));
  }

  @Test
  void defectIsNeverTriedAgain() {
    assertThat(judge(new DeliveryResult.Unconfirmed("defect"), true, before(0, 0), Unknown.RESEND))
        .isEqualTo(new Verdict.Park(Delivery.Result.UNCONFIRMED, "defect"));
  }
}
