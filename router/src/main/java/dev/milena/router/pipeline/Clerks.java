package dev.milena.router.pipeline;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.router.access.AccessTable;
import dev.milena.router.decisions.Decisions;
import dev.milena.router.erasure.ErasedList;
import dev.milena.router.identity.Identities;
import dev.milena.router.identity.OwnIdentities;
import dev.milena.router.identity.Windows;
import dev.milena.router.linking.LinkCodes;
import dev.milena.router.linking.LinkTalk;
import dev.milena.router.links.Far;
import dev.milena.router.links.Links;
import dev.milena.router.memory.Memory;
import dev.milena.router.relay.LoopGuard;
import dev.milena.router.relay.MessageMap;
import dev.milena.router.routes.Doors;
import dev.milena.router.routes.RouteTable;
import dev.milena.router.routes.RoutedTopics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everybody who has a part in a batch, for {@link BatchRun} to call on. */
@Singleton
class Clerks {
  final ErasedList erased;
  final Memory memory;
  final Identities identities;
  final OwnIdentities own;
  final Windows windows;
  final Decisions decisions;
  final MessageMap messages;
  final Links links;
  final Doors doors;
  final LinkCodes codes;
  final LinkTalk talk;
  final LoopGuard loops;
  final Packing packing;
  private final AccessTable access;
  private final RouteTable routes;
  private final RoutedTopics topics;
  private final AccountTable accounts;

  Clerks(
      ErasedList erased,
      Memory memory,
      Identities identities,
      OwnIdentities own,
      Windows windows,
      Decisions decisions,
      MessageMap messages,
      Links links,
      Doors doors,
      LinkCodes codes,
      LinkTalk talk,
      LoopGuard loops,
      Packing packing,
      AccessTable access,
      RouteTable routes,
      RoutedTopics topics,
      AccountTable accounts) {
    this.erased = erased;
    this.memory = memory;
    this.identities = identities;
    this.own = own;
    this.windows = windows;
    this.decisions = decisions;
    this.messages = messages;
    this.links = links;
    this.doors = doors;
    this.codes = codes;
    this.talk = talk;
    this.loops = loops;
    this.packing = packing;
    this.access = access;
    this.routes = routes;
    this.topics = topics;
    this.accounts = accounts;
  }

  /** The settings of this moment; a batch keeps to them. */
  Uni<BatchRun.Snapshot> snapshot() {
    return Uni.combine()
        .all()
        .unis(access.rules(), routes.routes())
        .asTuple()
        .chain(now ->
            topics
                .closed(now.getItem2())
                .map(closed -> new BatchRun.Snapshot(now.getItem1(), now.getItem2(), closed)));
  }

  /** The platforms that the hub has accounts of: only these have topics for commands. */
  Set<String> platforms() {
    return accounts.all().stream().map(a -> a.ref().platform()).collect(Collectors.toSet());
  }

  /** What a visitor reads when the desk closes the conversation. */
  Optional<String> closedText(Far far) {
    return far.desk()
        ? Optional.empty()
        : accounts
            .find(far.ref().account())
            .map(Account::common)
            .flatMap(c -> c.texts().chatClosed());
  }
}
