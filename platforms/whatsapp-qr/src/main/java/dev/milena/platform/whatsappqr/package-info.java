/**
 * A WhatsApp number that is linked by a QR code, as browsers are: a sidecar of its own speaks
 * WhatsApp's protocol, and this folder speaks with the sidecar. {@link
 * dev.milena.platform.whatsappqr.WhatsAppQrEvents} reads, {@link
 * dev.milena.platform.whatsappqr.WhatsAppQrPlan} writes; the README of this folder tells what
 * WhatsApp thinks of it.
 */
package dev.milena.platform.whatsappqr;
