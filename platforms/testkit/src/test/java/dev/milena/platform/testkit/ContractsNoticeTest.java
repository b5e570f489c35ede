package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Step;
import dev.milena.platform.Translation;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A contract that cannot fail proves nothing: each of these platforms breaks one promise, and its
 * test says so.
 */
class ContractsNoticeTest {
  record Case(Class<?> contract, String test) {
    @Override
    public String toString() {
      return contract.getSimpleName() + " by " + test;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(RandomEventIds.class, "theSameInputGivesTheSameEventIds"),
        new Case(RandomEventIds.class, "redeliveredInputYieldsSameEventId"),
        new Case(UncheckedSecret.class, "wrongSecretIsRefused"),
        new Case(UncheckedSecret.class, "inputWithAWrongSecretIsNotTakenEvenFromTheWire"),
        new Case(FailingOnNonsense.class, "brokenBodyIsRefusedAsUnreadable"),
        new Case(FailingOnNonsense.class, "deeplyNestedBodyIsRefusedAsUnreadable"),
        new Case(SilentAboutUnknown.class, "unknownKindMakesNoEventAndIsNoticed"),
        new Case(TokenInPlan.class, "noSecretIsInAPlan"),
        new Case(ImpatientWhenThrottled.class, "throttledSendWaitsAsLongAsPlatformAsked"),
        new Case(TrustingLostAnswers.class, "sendWithoutAnswerIsUnconfirmedAlthoughItArrived"),
        new Case(TrustingLostAnswers.class, "sendThatIsCutOffIsNeverDelivered"),
        new Case(BelievingAnyAnswer.class, "platformThatFailsIsNotBelievedEitherWay"),
        new Case(BelievingAnyAnswer.class, "wrongCredentialsHoldTheAccount"),
        new Case(RandomPlans.class, "theSameCommandIsPlannedTheSameWay"),
        new Case(QuietlyDropping.class, "typingShowsNoMessage"),
        new Case(BoastingOfTyping.class, "typingShowsNoMessage"),
        new Case(BoastingOfForms.class, "formIsShownAndWhatIsFilledInComesBack"),
        new Case(QuietAboutMenus.class, "menuOrItsChoicesAreShownAndThePickedOneComesBack"),
        new Case(DroppingTheRest.class, "longTextIsSplitAndStaysInOrder"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void brokenPromiseFailsItsTest(Case broken) {
    // Given
    SummaryGeneratingListener seen = new SummaryGeneratingListener();

    // When
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(broken.contract(), broken.test()))
                .build(),
            seen);

    // Then
    assertThat(seen.getSummary().getTestsStartedCount()).isEqualTo(1);
    assertThat(seen.getSummary().getTestsFailedCount()).isEqualTo(1);
  }

  // Platforms that receive.

  /** Takes and changes what the honest webhook does. */
  abstract static class ChangedWebhook implements Webhook {
    final Webhook honest = new PostboxWebhook();

    @Override
    public String platform() {
      return honest.platform();
    }

    @Override
    public Redelivery redelivery() {
      return honest.redelivery();
    }
  }

  abstract static class Receiving extends InboundContract {
    abstract Webhook webhook();

    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new PostboxHarness(http) {
        @Override
        public Optional<Webhook> webhook() {
          return Optional.of(Receiving.this.webhook());
        }
      };
    }
  }

  static class RandomEventIds extends Receiving {
    @Override
    Webhook webhook() {
      return new ChangedWebhook() {
        @Override
        public Uni<Reception> receive(Account account, InboundRequest request) {
          return honest.receive(account, request).map(RandomEventIds::renamed);
        }
      };
    }

    private static Reception renamed(Reception reception) {
      if (!(reception instanceof Reception.Accepted accepted)) {
        return reception;
      }
      List<Event> renamed =
          accepted.translation().events().stream().map(RandomEventIds::renamed).toList();
      return new Reception.Accepted(Translation.of(renamed), accepted.reply());
    }

    private static Event renamed(Event e) {
      return new Event(
          UUID.randomUUID().toString(),
          e.account(),
          e.time(),
          e.receivedAt(),
          e.conversation(),
          e.sender(),
          e.what(),
          e.expiresAt());
    }
  }

  static class UncheckedSecret extends Receiving {
    @Override
    Webhook webhook() {
      return new ChangedWebhook() {
        @Override
        public Uni<Reception> receive(Account account, InboundRequest request) {
          MultiMap headers =
              MultiMap.caseInsensitiveMultiMap()
                  .add(PostboxWebhook.SECRET, account.as(PostboxSettings.class).secret());
          return honest.receive(
              account,
              new InboundRequest(
                  request.method(),
                  request.rest(),
                  headers,
                  request.query(),
                  request.body(),
                  request.receivedAt()));
        }
      };
    }
  }

  static class FailingOnNonsense extends Receiving {
    @Override
    Webhook webhook() {
      return new ChangedWebhook() {
        @Override
        public Uni<Reception> receive(Account account, InboundRequest request) {
          return honest
              .receive(account, request)
              .invoke(r -> {
                if (r instanceof Reception.Refused) {
                  throw new IllegalStateException("Could not read it");
                }
              });
        }
      };
    }
  }

  static class SilentAboutUnknown extends Receiving {
    @Override
    Webhook webhook() {
      return new ChangedWebhook() {
        @Override
        public Uni<Reception> receive(Account account, InboundRequest request) {
          return honest
              .receive(account, request)
              .map(r ->
                  r instanceof Reception.Accepted a && a.translation().hasUnknown()
                      ? new Reception.Accepted(Translation.ignored("whatever"), a.reply())
                      : r);
        }
      };
    }
  }

  // Platforms that send.

  abstract static class Sending extends OutboundContract {
    abstract OutboundConnector sender(ApiClient http);

    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new PostboxHarness(http) {
        @Override
        public OutboundConnector outbound() {
          return sender(http());
        }
      };
    }
  }

  static class TokenInPlan extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Plan plan(Account account, Command command) {
          String token = account.as(PostboxSettings.class).token();
          return changed(
              super.plan(account, command),
              r -> new ApiRequest(r.method(), r.url() + "?token=" + token, r.headers(), r.body()));
        }
      };
    }
  }

  static class RandomPlans extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Plan plan(Account account, Command command) {
          return changed(
              super.plan(account, command),
              r ->
                  new ApiRequest(
                      r.method(), r.url() + "?nonce=" + UUID.randomUUID(), r.headers(), r.body()));
        }
      };
    }
  }

  private static Plan changed(Plan plan, java.util.function.UnaryOperator<ApiRequest> change) {
    return switch (plan) {
      case Plan.Refused refused -> refused;
      case Plan.Steps(List<Step> steps, List<String> degraded) ->
          new Plan.Steps(
              steps.stream()
                  .map(s ->
                      new Step(
                          s.number(),
                          change.apply(s.request()),
                          s.repeatable(),
                          s.tolls(),
                          s.plainer()))
                  .toList(),
              degraded);
    };
  }

  static class ImpatientWhenThrottled extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public DeliveryResult classify(ApiAnswer answer) {
          return answer.status() == 429
              ? new DeliveryResult.Throttled(Duration.ofSeconds(1), DeliveryResult.Scope.ACCOUNT)
              : super.classify(answer);
        }
      };
    }
  }

  static class TrustingLostAnswers extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Uni<DeliveryResult> deliver(
            Account account, Step step, Map<String, String> earlier) {
          return super.deliver(account, step, earlier)
              .map(r ->
                  r instanceof DeliveryResult.Unconfirmed ? DeliveryResult.Delivered.unnamed() : r);
        }
      };
    }
  }

  static class BelievingAnyAnswer extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public DeliveryResult classify(ApiAnswer answer) {
          return DeliveryResult.Delivered.unnamed();
        }
      };
    }
  }

  static class QuietlyDropping extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Plan plan(Account account, Command command) {
          return command.action() instanceof Action.StartTyping
              ? new Plan.Steps(List.of(), List.of())
              : super.plan(account, command);
        }
      };
    }
  }

  /** Says that it can do what it cannot. */
  abstract static class Boasting extends Sending {
    private final Capability claimed;

    Boasting(Capability claimed) {
      this.claimed = claimed;
    }

    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Set<Capability> capabilities(Account account) {
          Set<Capability> more = EnumSet.copyOf(super.capabilities(account));
          more.add(claimed);
          return more;
        }
      };
    }
  }

  static class BoastingOfTyping extends Boasting {
    BoastingOfTyping() {
      super(Capability.TYPING);
    }
  }

  static class BoastingOfForms extends Boasting {
    BoastingOfForms() {
      super(Capability.FORM);
    }
  }

  static class QuietAboutMenus extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Plan plan(Account account, Command command) {
          return switch (super.plan(account, command)) {
            case Plan.Refused refused -> refused;
            case Plan.Steps(List<Step> steps, List<String> _) -> new Plan.Steps(steps, List.of());
          };
        }
      };
    }
  }

  static class DroppingTheRest extends Sending {
    @Override
    OutboundConnector sender(ApiClient http) {
      return new PostboxSender(http) {
        @Override
        public Plan plan(Account account, Command command) {
          return switch (super.plan(account, command)) {
            case Plan.Refused refused -> refused;
            case Plan.Steps(List<Step> steps, List<String> degraded) ->
                new Plan.Steps(List.of(steps.getFirst()), degraded);
          };
        }
      };
    }
  }
}
