package dev.milena.router.api;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What stands at the head of {@code docs/openapi.yaml}. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Milena",
            version = "1",
            description =
                """
                The hub's API: accounts, people and their chats, links, routes, access rules, messages, parked work.

                Programs come with a key: `Authorization: Bearer <key>` or `X-API-Key: <key>`. The first key is \
                the setting `milena.api-key`; it makes the others. Each request names the scopes that open it; \
                `admin` opens all of them.

                Whatever goes wrong is answered as `application/problem+json` (RFC 9457): `type` names the kind, \
                `detail` says what to do next. Unknown fields are refused. Lists come in pages: `limit`, and \
                `after` with what the page before gave as `next`. Changes count everywhere in under a second.\
                """,
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    security = {@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "header")})
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API key.")
@SecurityScheme(
    securitySchemeName = "header",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    apiKeyName = "X-API-Key",
    description = "The same key in a header of its own.")
interface ApiDescription {}
