package dev.milena.platform;

import dev.milena.model.Account;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;

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

  @Override
  default Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    Map<String, String> values = new HashMap<>(earlier);
    values.putAll(secrets(account));
    return http().call(step.request(), values, callTimeout(step), this::classify);
  }
}
