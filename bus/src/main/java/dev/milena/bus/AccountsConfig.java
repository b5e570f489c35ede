package dev.milena.bus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Which accounts this process serves. */
@ConfigMapping(prefix = "milena.accounts")
public interface AccountsConfig {
  /**
   * Patterns of {@code platform/name}, in which a star stands for any characters; an account is
   * served when one of them matches. Default: all. The environment variable {@code MILENA_ACCOUNTS}
   * sets it too.
   */
  @WithDefault("${MILENA_ACCOUNTS:*/*}")
  List<String> filter();
}
