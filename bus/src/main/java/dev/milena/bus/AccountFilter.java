package dev.milena.bus;

import dev.milena.model.AccountRef;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which accounts this process serves: patterns of {@code platform/name}, in which a star stands for
 * any characters.
 */
final class AccountFilter {
  private final List<Pattern> patterns;

  /**
   * @throws IllegalArgumentException when a pattern has no slash: it would match nothing, or
   *     everything
   */
  AccountFilter(List<String> globs) {
    patterns =
        globs.stream()
            .map(String::strip)
            .filter(g -> !g.isEmpty())
            .map(AccountFilter::compile)
            .toList();
  }

  private static Pattern compile(String glob) {
    if (!glob.contains("/")) {
      throw new IllegalArgumentException(
          "milena.accounts.filter has '"
              + glob
              + "', which is not of the form platform/name; for all accounts of a"
              + " platform write "
              + glob
              + "/*");
    }
    return Pattern.compile(
        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  boolean serves(AccountRef account) {
    return patterns.stream().anyMatch(p -> p.matcher(account.key()).matches());
  }
}
