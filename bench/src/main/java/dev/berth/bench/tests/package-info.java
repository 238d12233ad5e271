/** What a reserved port adds to a test, beside what other finders of ports add. */
package dev.berth.bench.tests;
