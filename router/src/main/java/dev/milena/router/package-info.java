/** Identity, access, links, routes and accounts. Owns Postgres and knows no platform. */
package dev.milena.router;
