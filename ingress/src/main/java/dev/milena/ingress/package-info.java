/**
 * Takes what platforms say, by webhook or stream, and appends it to {@code milena.events}.
 * Stateless: knows no database and no platform by name.
 *
 * <p>{@code WebhookRoute} and {@code StreamKeeper} are the two ways in; both end in {@code Intake},
 * the only place that appends. {@code MediaRoute} lets others fetch files that only the receiving
 * platform can open.
 */
package dev.milena.ingress;
