package dev.milena.router.api.routes;

import dev.milena.model.AccountRecord.Source;
import dev.milena.router.routes.Route;
import dev.milena.router.routes.Target;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Route", description = "Which events go where, where no link says so.")
record RouteView(
    @Schema(examples = "support") String name,
    @Schema(
            description = "`file`: it stands in the configuration and is changed there.",
            enumeration = {"file", "api"})
        Source source,
    int position,
    boolean enabled,
    List<String> accounts,
    List<String> kinds,
    List<String> commands,
    List<String> buttons,
    List<String> textPrefixes,
    List<String> conversations,
    List<String> people,
    boolean groups,
    List<String> to) {

  static RouteView of(Route r, Source source, boolean enabled) {
    return new RouteView(
        r.name(),
        source,
        r.position(),
        enabled,
        r.accounts(),
        r.kinds(),
        r.commands(),
        r.buttons(),
        r.textPrefixes(),
        r.conversations(),
        r.people(),
        r.groups(),
        r.to().stream().map(Target::text).toList());
  }
}
