/**
 * A chat platform of the hub's own, for browsers and desktop programs: WebSocket or server-sent
 * events, signed tokens, and a widget for any page. {@link dev.milena.platform.web.WebFrames}
 * reads, {@link dev.milena.platform.web.WebPlan} writes, {@link dev.milena.platform.web.WebSession}
 * is one connection; the README of this folder tells what goes over the wire.
 */
package dev.milena.platform.web;
