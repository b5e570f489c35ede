package dev.milena.platform.web;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Feed;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way out to visitors: what is sent is appended to their {@link Feed}, and shown by whoever
 * holds their connections.
 */
@ApplicationScoped
class WebSender implements OutboundConnector {
  private static final Set<Capability> CAPABILITIES =
      EnumSet.complementOf(
          EnumSet.of(
              Capability.MENU,
              Capability.FORM,
              Capability.FORM_CHECKS,
              Capability.PRESS,
              Capability.THREADS,
              Capability.CLOSE,
              Capability.TRANSFER));

  private final Supplier<Feed> feed;

  /** Where commands are only planned there is no feed. */
  @Inject
  WebSender(Instance<Feed> feed) {
    this((Supplier<Feed>) feed::get);
  }

  WebSender(Supplier<Feed> feed) {
    this.feed = feed;
  }

  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return WebPlan.of(command);
  }

  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    FeedEntry entry = WebPlan.entry(step);
    return feed.get().append(entry).map(result -> named(entry, result));
  }

  private static DeliveryResult named(FeedEntry entry, DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Delivered delivered ->
          WebPlan.message(entry)
              .<DeliveryResult>map(DeliveryResult.Delivered::as)
              .orElse(delivered);
      case DeliveryResult.Throttled _,
          DeliveryResult.Unreached _,
          DeliveryResult.Rejected _,
          DeliveryResult.Unconfirmed _,
          DeliveryResult.Readdressed _,
          DeliveryResult.Misconfigured _ ->
          result;
    };
  }
}
