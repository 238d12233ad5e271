/**
 * The persistent truth: one file for each reservation and exclusion, in a directory that root alone can change. Whoever
 * changes anything holds the lock; reading needs none.
 */
package dev.berth.engine.store;
