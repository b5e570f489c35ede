package dev.milena.router.api;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Which part of a list a request asks for: a {@code @BeanParam} of every list. Quarkus fills the
 * fields, and nobody changes them after that.
 */
public class Paging extends Limit {
  /** Longest place in a list: a time and the longest id of an event. */
  private static final int AFTER_MAX = 1100;

  @RestQuery
  @Parameter(description = "`next` of the page before.")
  public Optional<@Size(max = AFTER_MAX, message = "must be what a page gave as 'next'") String>
      after;

  /** How many to look for: one more than wanted, which says whether there are more. */
  public int many() {
    return limit + 1;
  }

  /** The place behind which to begin; absent: the beginning. */
  public Optional<String> after() {
    return after;
  }

  /** The place, where a list is in the order of ids. */
  public Optional<UUID> afterId() {
    return after.map(text -> read(text, UUID::fromString));
  }

  /** The place, where a list is in the order of numbers above zero. */
  public long afterNumber() {
    return after.map(text -> read(text, Long::valueOf)).orElse(0L);
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("after", "must be what a page gave as 'next'");
    }
  }

  /**
   * The page of what was found.
   *
   * @param found up to {@link #many}
   * @param position of an item in the order of the list
   */
  public <T> Page<T> page(List<T> found, Function<T, String> position) {
    boolean more = found.size() > limit;
    List<T> items = more ? found.subList(0, limit) : found;
    return new Page<>(
        List.copyOf(items), more ? Optional.of(position.apply(items.getLast())) : Optional.empty());
  }
}
