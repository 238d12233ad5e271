package dev.berth.iphlpapi;

/** {@code struct sockaddr}, winsock2.h: an address of IPv4 or IPv6 and a port. */
public sealed interface SOCKADDR extends Structure permits SOCKADDR_IN, SOCKADDR_IN6 {}
