package dev.milena.router.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list.
 *
 * @param next what to give as {@code after} for the part behind it; absent: this is the end
 */
@Schema(description = "A part of a list.")
public record Page<T>(
    @Schema(description = "In a fixed order.") List<T> items,
    @Schema(description = "What to give as `after` to read on; absent at the end.")
        Optional<String> next) {
  /** How many items a page has unless asked otherwise, as text for annotations. */
  public static final String LIMIT_DEFAULT = "50";

  /** How many items a page may have: about 100 KB of the largest ones. */
  public static final int LIMIT_MAX = 200;

  /** Longest {@code after}: a conversation's key at most. */
  public static final int AFTER_MAX = 512;

  /**
   * @param found one item more than wanted, if there are more
   * @param position of an item in the order of the list
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> position) {
    boolean more = found.size() > limit;
    List<T> items = more ? found.subList(0, limit) : found;
    return new Page<>(
        List.copyOf(items), more ? Optional.of(position.apply(items.getLast())) : Optional.empty());
  }
}
