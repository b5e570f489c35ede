package dev.milena.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes values of the model's records by their components: full ones, in which every part is
 * present, and bare ones, in which everything is absent that may be. A record that is new is there
 * without anybody having to think of it.
 */
final class Samples {
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00.120Z");
  static final AccountRef ACCOUNT = new AccountRef("telegram", "support");

  /** As many as the largest vocabulary has words, so that every word is in some variant. */
  private static final int VARIANTS = AttachmentType.values().length;

  private final boolean full;
  private final int variant;

  private Samples(boolean full, int variant) {
    this.full = full;
    this.variant = variant;
  }

  /**
   * Of every record of a sealed interface that has a type name: bare, and full in every variant.
   */
  static <T> Stream<T> ofEach(Class<T> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .filter(c -> c != Happening.Unmapped.class && c != Action.Unknown.class)
        .flatMap(c -> of(c.asSubclass(sealed)));
  }

  /** Bare, and full in every variant. */
  static <T> Stream<T> of(Class<T> type) {
    return Stream.concat(
        Stream.of(type.cast(new Samples(false, 0).make(type, ""))),
        IntStream.range(0, VARIANTS).mapToObj(n -> type.cast(new Samples(true, n).make(type, ""))));
  }

  /** An event with every part. */
  static Event event(Happening what) {
    return new Event(
        "telegram/7770001/789/42/created",
        ACCOUNT,
        TIME,
        TIME,
        Optional.of(
            new Conversation(
                "789",
                Optional.of(ConversationType.GROUP),
                Optional.of("title"),
                Optional.of("thread"),
                Optional.of("bc-1"),
                Optional.of("session"),
                Optional.of(TIME))),
        Optional.of(
            new Participant("123456", Optional.of("name"), Optional.of("username"), true, true)),
        what,
        Optional.of(TIME));
  }

  /** An event with no more than it must have. */
  static Event bareEvent(Happening what) {
    return new Event(
        "e", ACCOUNT, TIME, TIME, Optional.empty(), Optional.empty(), what, Optional.empty());
  }

  /** A command with every part. */
  static Command command(Action action) {
    return new Command(
        "c-1",
        new Address("telegram", "support", Optional.of("bc-1"), "789", Optional.of("thread")),
        action,
        Priority.BULK,
        Optional.of(TIME),
        Optional.of("key"),
        Optional.of("e-1"),
        Optional.of(TIME));
  }

  private Object make(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type of = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class
          ? (full ? List.of(make(of, name)) : List.of())
          : (full ? Optional.of(make(of, name)) : Optional.empty());
    }
    return makePlain((Class<?>) type, name);
  }

  private Object makePlain(Class<?> type, String name) {
    if (type == String.class) {
      return name + "-" + variant;
    }
    if (type == boolean.class) {
      return full;
    }
    if (type == int.class || type == Integer.class) {
      return 1 + variant;
    }
    if (type == long.class || type == Long.class) {
      return 1L + variant;
    }
    if (type == double.class) {
      return 0.5 + variant;
    }
    if (type == Instant.class) {
      return TIME;
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(1 + variant);
    }
    if (type == JsonNode.class) {
      return Json.mapper().createObjectNode().put("any", variant);
    }
    if (type == MessageRef.class) {
      return variant % 2 == 0 ? MessageRef.known("42") : new MessageRef.SentBy("c-0");
    }
    if (type == Action.class) {
      return makeRecord(Action.Send.class);
    }
    if (type.isEnum()) {
      return word(type);
    }
    return makeRecord(type);
  }

  /** Any but the one that only readers know. */
  private Object word(Class<?> vocabulary) {
    List<?> words =
        Arrays.stream(vocabulary.getEnumConstants())
            .filter(w -> w != Delivery.Result.OTHER)
            .toList();
    return words.get(variant % words.size());
  }

  private Object makeRecord(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalStateException("Teach Samples how a " + type.getName() + " is made");
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components).map(c -> make(c.getGenericType(), c.getName())).toArray();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Cannot make a " + type.getSimpleName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make a " + type.getSimpleName(), e);
    }
  }
}
