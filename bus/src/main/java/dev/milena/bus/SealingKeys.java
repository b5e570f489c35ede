package dev.milena.bus;

import dev.milena.model.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the {@link Sealer} from the keys in the configuration: the present one seals, both open.
 */
@ApplicationScoped
class SealingKeys {

  /**
   * @param present the key that account settings are sealed under: 32 bytes in Base64, the same for
   *     all stages. Secret, required
   * @param previous the key before it, while accounts sealed under it may still be met. Secret;
   *     default: none
   * @throws IllegalArgumentException when a key is missing or is none; says how to make one
   */
  @Produces
  @Singleton
  Sealer sealer(
      @ConfigProperty(name = "milena.sealing-key") Optional<String> present,
      @ConfigProperty(name = "milena.sealing-key-previous") Optional<String> previous) {
    List<String> keys =
        Stream.of(present, present.isEmpty() ? present : previous)
            .flatMap(Optional::stream)
            .filter(key -> !key.isBlank())
            .toList();
    return new Sealer(keys);
  }
}
