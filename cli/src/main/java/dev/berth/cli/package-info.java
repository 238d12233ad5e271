/** Commands and how they print. */
package dev.berth.cli;
