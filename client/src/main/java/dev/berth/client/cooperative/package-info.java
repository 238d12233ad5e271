/** Reservations among those who ask for their ports in the same way: without privilege, berthd or Linux. */
package dev.berth.client.cooperative;
