/** One program for each of the six functions, with the arguments and the lines of Microsoft's examples. */
package dev.berth.iphlpapi.example;
