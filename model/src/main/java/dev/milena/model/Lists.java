package dev.milena.model;

import java.util.List;

/** Copies of collections that JSON may leave out: {@code null} becomes empty. */
final class Lists {
  private Lists() {}

  static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <T> List<List<T>> copyRows(List<List<T>> rows) {
    return rows == null ? List.of() : rows.stream().map(List::copyOf).toList();
  }
}
