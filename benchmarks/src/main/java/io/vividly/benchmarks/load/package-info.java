/** Many deliveries at once, before several instances of the push service. */
@NullMarked
package io.vividly.benchmarks.load;

import org.jspecify.annotations.NullMarked;
