package dev.milena.router.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.milena.router.api.Problem.Flaw;
import dev.milena.router.api.Problem.Kind;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says which part of a request is not as it should be, without repeating any of it. */
final class Flaws {
  /** A body with a thousand wrong entries is told about the first of them. */
  private static final int FLAWS_MAX = 20;

  private static final String BODY = "body";

  private Flaws() {}

  static Problem problem(ConstraintViolationException e) {
    List<Flaw> flaws =
        e.getConstraintViolations().stream()
            .map(v -> new Flaw(field(v), v.getMessage()))
            .distinct()
            .sorted(Comparator.comparing(Flaw::field).thenComparing(Flaw::problem))
            .limit(FLAWS_MAX)
            .toList();
    return Problem.of(Kind.INVALID, "Look at 'errors'. Nothing was changed.", flaws);
  }

  /**
   * The path without the method's name, and without the parameter's where it goes on behind it. An
   * index stands on the node behind the list that it belongs to.
   */
  private static String field(ConstraintViolation<?> violation) {
    List<Path.Node> nodes =
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
            .filter(n -> n.getKind() != ElementKind.METHOD)
            .toList();
    boolean inside = nodes.size() > 1 && nodes.get(1).getKind() == ElementKind.PROPERTY;
    StringBuilder path = new StringBuilder();
    nodes.stream().skip(inside ? 1 : 0).forEach(n -> add(n, path));
    return path.isEmpty() ? BODY : path.toString();
  }

  private static void add(Path.Node node, StringBuilder path) {
    if (node.isInIterable()) {
      path.append('[').append(node.getIndex() == null ? "" : node.getIndex()).append(']');
    }
    if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
      path.append(path.isEmpty() ? "" : ".").append(node.getName());
    }
  }

  static Problem problem(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException u ->
          Problem.invalid(path(u), "is no field here; there are: " + known(u));
      case InvalidFormatException f -> Problem.invalid(path(f), expected(f.getTargetType()));
      case JsonMappingException m when !m.getPath().isEmpty() ->
          Problem.invalid(path(m), "is not of the expected form");
      default -> Problem.of(Kind.UNREADABLE, "The body is not the JSON that is expected" + at(e));
    };
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String expected(Class<?> type) {
    return type != null && type.isEnum()
        ? "must be one of "
            + Arrays.stream(type.getEnumConstants())
                .map(c -> ((Enum<?>) c).name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "))
        : "has the wrong form; see docs/openapi.yaml";
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shortened(step.getFieldName()));
      }
    }
    return path.toString();
  }

  /** A field's name is the caller's; a very long one is hardly a name. */
  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? "."
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ").";
  }
}
