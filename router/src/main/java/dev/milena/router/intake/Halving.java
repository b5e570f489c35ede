package dev.milena.router.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Works through a list in one transaction, and where Postgres says that the data itself is at
 * fault, in halves, until what is faulty stands alone. Everything else that can go wrong says
 * nothing about the data and is passed on.
 *
 * @param once works through a part, in a transaction of its own
 * @param alone what becomes of one that is at fault
 * @param sum puts the results of two parts together, in their order
 */
public record Halving<T, R>(
    Function<List<T>, Uni<R>> once, BiFunction<T, String, R> alone, BinaryOperator<R> sum) {

  /**
   * Index rows have a limit: an id of many thousand characters. The class has no other member that
   * data can cause.
   */
  private static final String TOO_LONG = "54000";

  /** The list has at least one element. */
  public Uni<R> run(List<T> list) {
    return once.apply(list)
        .onFailure(Halving::isPoison)
        .recoverWithUni(failure -> split(list, failure));
  }

  private Uni<R> split(List<T> list, Throwable failure) {
    if (list.size() == 1) {
      return Uni.createFrom()
          .item(() -> alone.apply(list.getFirst(), sqlState(failure).orElse("-")));
    }
    int half = list.size() / 2;
    return inTurn(List.of(list.subList(0, half), list.subList(half, list.size())));
  }

  /** Works through several lists, one after the other; none of them empty, at least one. */
  public Uni<R> inTurn(List<List<T>> lists) {
    return Multi.createFrom()
        .iterable(lists)
        .onItem()
        .transformToUniAndConcatenate(this::run)
        .collect()
        .asList()
        .map(results -> results.stream().reduce(sum).orElseThrow());
  }

  /** Classes 22 (data exception) and 23 (integrity constraint), and ids that no index can hold. */
  static boolean isPoison(Throwable failure) {
    return sqlState(failure)
        .filter(s -> s.startsWith("22") || s.startsWith("23") || s.equals(TOO_LONG))
        .isPresent();
  }

  private static Optional<String> sqlState(Throwable failure) {
    return failure instanceof PgException pg
        ? Optional.ofNullable(pg.getSqlState())
        : Optional.empty();
  }
}
