/** Varlink: calls and replies as JSON objects that a NUL ends; see varlink.org. */
package dev.berth.client.varlink;
