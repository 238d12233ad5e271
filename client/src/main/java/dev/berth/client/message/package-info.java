/** What is said between a client and berthd, as values of {@code dev.berth.api} and as Varlink. */
package dev.berth.client.message;
