/**
 * The public API under {@code /api/v1}: what every part of it shares. Each thing that it serves has
 * a package of its own below this one.
 *
 * <p>Whatever goes wrong is answered with {@link dev.milena.router.api.Problem}; whoever calls is
 * known by an API key (see {@link dev.milena.router.api.Scopes}). Nothing here blocks.
 */
package dev.milena.router.api;
