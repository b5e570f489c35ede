package dev.milena.router.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.milena.model.Json;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How the API reads and writes JSON: as the hub does everywhere, but a field that nobody knows is
 * refused instead of overlooked, a number is no text, and an empty list is shown.
 */
public final class StrictJson {
  private static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              c ->
                  c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withConfigOverride(
              List.class,
              o -> o.setInclude(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, null)))
          .build();

  private StrictJson() {}

  /** For {@code @CustomDeserialization}. */
  public static final class Reading implements BiFunction<ObjectMapper, Type, ObjectReader> {
    @Override
    public ObjectReader apply(ObjectMapper unused, Type type) {
      return MAPPER.readerFor(MAPPER.constructType(type));
    }
  }

  /** For {@code @CustomSerialization}. */
  public static final class Writing implements BiFunction<ObjectMapper, Type, ObjectWriter> {
    @Override
    public ObjectWriter apply(ObjectMapper unused, Type type) {
      return MAPPER.writer();
    }
  }

  static byte[] bytes(Problem problem) {
    return Json.bytes(problem);
  }
}
