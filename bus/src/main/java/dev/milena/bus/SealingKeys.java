package dev.milena.bus;

import dev.milena.model.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the {@link Sealer} from the keys in the configuration: the present one seals, both open.
 */
@ApplicationScoped
class SealingKeys {

  /**
   * @throws IllegalArgumentException when a key is missing or is none; says how to make one
   */
  @Produces
  @Singleton
  Sealer sealer(BusConfig config) {
    List<String> keys = new ArrayList<>();
    config.sealingKey().filter(key -> !key.isBlank()).ifPresent(keys::add);
    if (!keys.isEmpty()) {
      config.sealingKeyPrevious().filter(key -> !key.isBlank()).ifPresent(keys::add);
    }
    return new Sealer(keys);
  }
}
