/** The programs that measure Berth beside its peers. */
package dev.berth.bench;
