package dev.milena.router.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.router.RouterConfig;
import dev.milena.router.changes.Changes;
import dev.milena.router.changes.Reloaded;
import dev.milena.router.routes.RoutesConfig.RouteSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The routes of the configuration and of the database, at hand at any moment. */
@ApplicationScoped
public class RouteTable {
  private final Map<String, RouteSettings> configured;
  private final Reloaded<Routes> routes;

  RouteTable(Pool pool, RoutesConfig config, RouterConfig settings, Changes changes) {
    this.configured = config.routes();
    this.routes =
        new Reloaded<>(() ->
            pool.query("SELECT name, position, definition::text FROM route WHERE enabled")
                .execute()
                .map(rows -> rows.stream().map(RouteTable::route).toList())
                .map(this::withConfigured));
    changes.onChange("routes", routes::forget);
    configured.forEach(
        (name, route) -> RoutedTopics.demandAllowed(route(name, route), settings.topics()));
  }

  /** The routes of now; asks the database only after a change. */
  public Uni<Routes> routes() {
    return routes.get();
  }

  /** Whether the configuration has a route of that name, so that the API must not write one. */
  public boolean isConfigured(String name) {
    return configured.containsKey(name);
  }

  private Routes withConfigured(List<Route> stored) {
    List<Route> all = new ArrayList<>(stored);
    configured.forEach((name, settings) -> all.add(route(name, settings)));
    return Routes.of(all);
  }

  private static Route route(String name, RouteSettings settings) {
    return new Route(
        name,
        settings.position(),
        settings.accounts(),
        settings.kinds().orElse(List.of()),
        settings.commands().orElse(List.of()),
        settings.buttons().orElse(List.of()),
        settings.textPrefixes().orElse(List.of()),
        settings.conversations().orElse(List.of()),
        settings.people().orElse(List.of()),
        settings.groups(),
        settings.to().stream().map(Target::parse).toList());
  }

  private static Route route(Row row) {
    return read(
        row.getString("name"),
        row.getInteger("position"),
        Json.object(row.getString("definition").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads what {@link #definition} wrote.
   *
   * @throws IllegalArgumentException when it leads nowhere, or to something that is no address
   */
  public static Route read(String name, int position, ObjectNode definition) {
    return new Route(
        name,
        position,
        texts(definition, "accounts"),
        texts(definition, "kinds"),
        texts(definition, "commands"),
        texts(definition, "buttons"),
        texts(definition, "textPrefixes"),
        texts(definition, "conversations"),
        texts(definition, "people"),
        definition.path("groups").asBoolean(),
        texts(definition, "to").stream().map(Target::parse).toList());
  }

  /** What the column {@code definition} holds: everything but name and position. */
  public static ObjectNode definition(Route route) {
    ObjectNode out = Json.mapper().createObjectNode();
    put(out, "accounts", route.accounts());
    put(out, "kinds", route.kinds());
    put(out, "commands", route.commands());
    put(out, "buttons", route.buttons());
    put(out, "textPrefixes", route.textPrefixes());
    put(out, "conversations", route.conversations());
    put(out, "people", route.people());
    put(out, "to", route.to().stream().map(Target::text).toList());
    return out.put("groups", route.groups());
  }

  private static void put(ObjectNode out, String name, List<String> texts) {
    ArrayNode array = out.putArray(name);
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode definition, String name) {
    return StreamSupport.stream(definition.path(name).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
