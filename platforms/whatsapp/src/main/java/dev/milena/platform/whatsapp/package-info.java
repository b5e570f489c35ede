/**
 * WhatsApp: the Business Cloud API, Graph API v23.0, both ways. {@link
 * dev.milena.platform.whatsapp.WhatsAppEvents} reads, {@link
 * dev.milena.platform.whatsapp.WhatsAppPlan} writes; the README of this folder tells how to set up
 * an app and what WhatsApp allows.
 */
package dev.milena.platform.whatsapp;
