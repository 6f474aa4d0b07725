/** Captions and transcript: texts made from a script and the times of its spoken words. */
@NullMarked
package io.vividly.core.caption;

import org.jspecify.annotations.NullMarked;
