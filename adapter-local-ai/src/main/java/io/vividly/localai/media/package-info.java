/** The offline media store: files in a folder. */
@NullMarked
package io.vividly.localai.media;

import org.jspecify.annotations.NullMarked;
