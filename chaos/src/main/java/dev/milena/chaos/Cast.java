package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int ACCOUNTS = 3;

  /**
   * Where platforms repeat what was not taken, their seconds pass four times as fast: a run of
   * minutes then sees several repetitions.
   */
  private static final double PACE = 0.25;

  static Cast open(String hub) {
    List<PlatformSimulator> all = new ArrayList<>();
    List<Pair> busy = new ArrayList<>();
    List<Pair> aside = new ArrayList<>();
    List<PlatformSimulator> desks = start(true, all);
    for (PlatformSimulator visitors : start(false, all)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        String name = "busy" + busy.size();
        PlatformSimulator desk = desks.get(busy.size() % desks.size());
        busy.add(new Pair(name, called(visitors, name, hub), called(desk, name, hub)));
      }
      String name = "stream" + busy.size();
      AccountRef listening = new AccountRef(visitors.platform(), name);
      PlatformSimulator desk = desks.get(busy.size() % desks.size());
      visitors
          .openStream(listening)
          .ifPresent(settings ->
              busy.add(
                  new Pair(
                      name, new Place(visitors, listening, settings), called(desk, name, hub))));
    }
    List<PlatformSimulator> quietDesks = start(true, all);
    for (PlatformSimulator visitors : start(false, all)) {
      String name = "aside" + aside.size();
      PlatformSimulator desk = quietDesks.get(aside.size() % quietDesks.size());
      aside.add(new Pair(name, called(visitors, name, hub), called(desk, name, hub)));
    }
    return new Cast(List.copyOf(busy), List.copyOf(aside), List.copyOf(all));
  }

  private static List<PlatformSimulator> start(boolean desk, List<PlatformSimulator> all) {
    List<PlatformSimulator> started =
        SimulatorFactory.all().stream()
            .filter(f -> f.desk() == desk)
            .map(f -> f.start(PACE))
            .toList();
    if (started.isEmpty()) {
      throw new IllegalStateException(
          "There is no simulator of a platform with " + (desk ? "operators" : "visitors"));
    }
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

  /** Calls that a platform had to refuse because the hub was too fast. */
  long limitsBroken() {
    return simulators.stream().mapToLong(s -> s.ledger().throttled()).sum();
  }

  /** The routes, as they stand in the router's configuration. */
  Map<String, String> routes() {
    Map<String, String> routes = new LinkedHashMap<>();
    pairs()
        .forEach(p -> {
          routes.put("milena.routes." + p.name() + ".accounts", p.visitors().account().key());
          routes.put("milena.routes." + p.name() + ".to", p.desk().account().key());
        });
    return routes;
  }

  @Override
  public void close() {
    simulators.forEach(PlatformSimulator::close);
  }
}
