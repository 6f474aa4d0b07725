/** The HTTP API through which students ask, follow and watch. */
@NullMarked
package io.vividly.api;

import org.jspecify.annotations.NullMarked;
