package dev.milena.router.api.messages;

import dev.milena.router.api.ApiPaths;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The answer to a request that was taken. */
@Schema(name = "Taken", description = "The request is safe and on its way.")
record Taken(
    @Schema(description = "GET /api/v1/deliveries/{id} says what became of it.", examples = "6f1c…")
        String id) {
  RestResponse<Taken> accepted() {
    return ResponseBuilder.create(RestResponse.Status.ACCEPTED, this)
        .header(HttpHeaders.LOCATION, ApiPaths.ROOT + "/deliveries/" + id)
        .build();
  }
}
