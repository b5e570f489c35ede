/**
 * What every platform is held to: the contracts that its tests inherit, and the simulator that
 * speaks its wire protocol in tests, in the demo and under load.
 */
package dev.milena.platform.testkit;
