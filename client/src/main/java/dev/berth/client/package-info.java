/** The ports of this machine, through berthd. */
package dev.berth.client;
