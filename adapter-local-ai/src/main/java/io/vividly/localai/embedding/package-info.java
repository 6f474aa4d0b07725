/** The embedding model that runs in this process. */
@NullMarked
package io.vividly.localai.embedding;

import org.jspecify.annotations.NullMarked;
