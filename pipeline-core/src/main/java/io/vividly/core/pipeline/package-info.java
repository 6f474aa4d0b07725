/** The way of a delivery, from bytes to disposition. */
@NullMarked
package io.vividly.core.pipeline;

import org.jspecify.annotations.NullMarked;
