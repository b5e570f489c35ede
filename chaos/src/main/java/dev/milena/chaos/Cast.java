package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every platform that has a simulator, in miniature: accounts where people write all the time, each
 * led to a desk; and, on simulators of their own, accounts on which nobody writes but a fault that
 * needs the platform for itself.
 *
 * @param busy where people write
 * @param aside where only faults write
 */
record Cast(List<Pair> busy, List<Pair> aside, List<PlatformSimulator> simulators)
    implements AutoCloseable {
  /** Spread over partitions, so that both replicas of each stage have something to do. */
  private static final int ACCOUNTS = 2;

  /**
   * Where platforms repeat what was not taken, their seconds pass four times as fast: a run of
   * minutes then sees several repetitions.
   */
  private static final double PACE = 0.25;

  /**
   * @param hub where platforms find it
   * @param platforms where people write; empty: on all that there are
   * @throws IllegalArgumentException where one of them has no simulator with visitors
   */
  static Cast open(String hub, List<String> platforms) {
    List<SimulatorFactory> streets = streets(platforms);
    List<PlatformSimulator> all = new ArrayList<>();
    List<Pair> busy = new ArrayList<>();
    List<Pair> aside = new ArrayList<>();
    List<PlatformSimulator> desks = start(desks(), all);
    for (PlatformSimulator visitors : start(streets, all)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        String name = "busy" + busy.size();
        PlatformSimulator desk = desks.get(busy.size() % desks.size());
        busy.add(new Pair(name, called(visitors, name, hub), called(desk, name, hub)));
      }
      Map<String, Function<AccountRef, Optional<ObjectNode>>> others = new LinkedHashMap<>();
      others.put("stream", visitors::openStream);
      others.put("once", account -> visitors.openOnce(account, hub));
      others.forEach((kind, open) -> {
        String name = kind + busy.size();
        AccountRef account = new AccountRef(visitors.platform(), name);
        PlatformSimulator desk = desks.get(busy.size() % desks.size());
        open.apply(account)
            .map(settings -> new Place(visitors, account, settings))
            .ifPresent(place -> busy.add(new Pair(name, place, called(desk, name, hub))));
      });
    }
    List<PlatformSimulator> quietDesks = start(desks(), all);
    for (PlatformSimulator visitors : start(streets, all)) {
      String name = "aside" + aside.size();
      PlatformSimulator desk = quietDesks.get(aside.size() % quietDesks.size());
      aside.add(new Pair(name, called(visitors, name, hub), called(desk, name, hub)));
    }
    return new Cast(List.copyOf(busy), List.copyOf(aside), List.copyOf(all));
  }

  /** Platforms where visitors can be played. */
  static List<String> platforms() {
    return streets(List.of()).stream().map(SimulatorFactory::platform).toList();
  }

  private static List<SimulatorFactory> streets(List<String> platforms) {
    List<SimulatorFactory> all = SimulatorFactory.all().stream().filter(f -> !f.desk()).toList();
    List<String> names = all.stream().map(SimulatorFactory::platform).toList();
    platforms.stream()
        .filter(p -> !names.contains(p))
        .findFirst()
        .ifPresent(p -> {
          throw new IllegalArgumentException(
              "No visitors can be played on " + p + ". They can on: " + String.join(", ", names));
        });
    return all.stream()
        .filter(f -> platforms.isEmpty() || platforms.contains(f.platform()))
        .toList();
  }

  private static List<SimulatorFactory> desks() {
    return SimulatorFactory.all().stream().filter(SimulatorFactory::desk).toList();
  }

  private static List<PlatformSimulator> start(
      List<SimulatorFactory> factories, List<PlatformSimulator> all) {
    List<PlatformSimulator> started = factories.stream().map(f -> f.start(PACE)).toList();
    all.addAll(started);
    return started;
  }

  private static Place called(PlatformSimulator simulator, String name, String hub) {
    AccountRef account = new AccountRef(simulator.platform(), name);
    ObjectNode settings = simulator.open(account, hub);
    return new Place(simulator, account, settings);
  }

  Stream<Pair> pairs() {
    return Stream.concat(busy.stream(), aside.stream());
  }

  Stream<Place> places() {
    return pairs().flatMap(p -> Stream.of(p.visitors(), p.desk()));
  }

  /** Simulators on which people write. */
  List<PlatformSimulator> busySimulators() {
    return busy.stream()
        .flatMap(p -> Stream.of(p.visitors().simulator(), p.desk().simulator()))
        .distinct()
        .toList();
  }

  /** Of those, the ones that the hub calls: some are shown by it, and never called. */
  List<PlatformSimulator> calledSimulators() {
    return busySimulators().stream().filter(s -> s.ledger().calls() > 0).toList();
  }

  /** Calls that a platform had to refuse because the hub was too fast. */
  long limitsBroken() {
    return simulators.stream().mapToLong(s -> s.ledger().throttled()).sum();
  }

  /** Inputs that the hub did not take and that are repeated no more, by platform. */
  Map<String, Long> givenUp() {
    Map<String, Long> givenUp = new TreeMap<>();
    simulators.forEach(s -> givenUp.merge(s.platform(), s.ledger().givenUp(), Long::sum));
    return givenUp;
  }

  /** The routes, as they stand in the router's configuration. */
  Map<String, String> routes() {
    Map<String, String> routes = new LinkedHashMap<>();
    pairs()
        .forEach(p -> {
          routes.put("milena.routes." + p.name() + ".accounts", p.visitors().account().key());
          routes.put("milena.routes." + p.name() + ".to", p.desk().account().key());
          // People write in rooms too, and some platforms have no other place for them.
          routes.put("milena.routes." + p.name() + ".groups", "true");
        });
    return routes;
  }

  @Override
  public void close() {
    simulators.forEach(PlatformSimulator::close);
  }
}
