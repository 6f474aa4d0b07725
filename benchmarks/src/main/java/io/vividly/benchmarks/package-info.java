/** Programs that measure and print figures. */
@NullMarked
package io.vividly.benchmarks;

import org.jspecify.annotations.NullMarked;
