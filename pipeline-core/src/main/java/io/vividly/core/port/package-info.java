/**
 * What the pipeline needs from the outside. The Javadoc of a port is its contract; the testkit
 * proves it.
 */
@NullMarked
package io.vividly.core.port;

import org.jspecify.annotations.NullMarked;
