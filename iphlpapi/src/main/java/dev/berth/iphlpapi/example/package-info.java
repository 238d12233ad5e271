/**
 * One program for each of the six functions that reserve, with the arguments and the lines of Microsoft's examples, and one
 * that lists connections and closes one.
 */
package dev.berth.iphlpapi.example;
