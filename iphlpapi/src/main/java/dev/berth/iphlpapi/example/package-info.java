/**
 * One program for each of the six functions of persistent reservations and for acquiring and releasing at run time, with the
 * arguments and the lines of Microsoft's examples, and one that lists connections and closes one.
 */
package dev.berth.iphlpapi.example;
