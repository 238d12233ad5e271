/** berthd: who asks, what the policy lets them, and what happens. */
package dev.berth.daemon;
