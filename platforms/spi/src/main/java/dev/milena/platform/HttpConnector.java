package dev.milena.platform;

import dev.milena.model.Account;
import dev.milena.model.Command;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A platform whose API is plain HTTP: it says what to send and how to read the answer, and needs no
 * code between.
 */
public interface HttpConnector extends OutboundConnector {
  /** Injected into the connector. */
  ApiClient http();

  /** What stands for the placeholders of {@link ApiRequest}: the account's credentials by name. */
  Map<String, String> secrets(Account account);

  /** Reads an answer. Pure. */
  DeliveryResult classify(ApiAnswer answer);

  /** Reads the answer to one step, where that matters. Does not block. */
  default DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    return classify(answer);
  }

  /** What stands for the placeholders of one step: the credentials, and what is made only now. */
  default Map<String, String> values(Account account, Step step) {
    return secrets(account);
  }

  @Override
  default Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    Map<String, String> values = new HashMap<>(earlier);
    values.putAll(values(account, step));
    return http()
        .call(step.request(), values, callTimeout(step), answer -> read(account, step, answer));
  }

  /**
   * How to find out what became of a call whose answer was lost; empty: nobody can tell. Pure.
   *
   * @see OutboundConnector#reconcile
   */
  default Optional<Look> look(Account account, Command command, Step step, Instant since) {
    return Optional.empty();
  }

  /**
   * A call that changes nothing, and how its answer is read.
   *
   * @param read throws where the answer says nothing: then it is asked again
   */
  record Look(ApiRequest request, Function<ApiAnswer, Reconciliation> read) {}

  @Override
  default Uni<Reconciliation> reconcile(
      Account account, Command command, Step step, Instant since) {
    return look(account, command, step, since)
        .map(look ->
            http().send(look.request(), secrets(account), DEFAULT_CALL_TIMEOUT).map(look.read()))
        .orElseGet(() -> OutboundConnector.super.reconcile(account, command, step, since));
  }
}
