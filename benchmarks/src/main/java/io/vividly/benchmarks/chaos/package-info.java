/**
 * Kills, freezes and stops real processes of the pipeline while they work, and looks in the
 * database afterwards for what was lost or done twice.
 */
@NullMarked
package io.vividly.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
