/** Sound as numbers: loudness, fades and the plain form of a file. */
@NullMarked
package io.vividly.core.sound;

import org.jspecify.annotations.NullMarked;
