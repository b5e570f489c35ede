/**
 * Any HTTP service as a platform: what people write goes out as signed webhooks, and what the
 * service answers, in the response or by a webhook of its own, comes in. Both ways it is the hub's
 * events, as CloudEvents, signed as Standard Webhooks say.
 */
package dev.milena.platform.http;
