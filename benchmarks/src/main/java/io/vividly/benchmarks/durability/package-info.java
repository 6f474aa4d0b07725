/** What it costs to be durable: deliveries without work, on a database that writes to the disk. */
@NullMarked
package io.vividly.benchmarks.durability;

import org.jspecify.annotations.NullMarked;
