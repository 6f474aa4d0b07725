/** How requests, scripts and checkpoints are written as JSON, with Jackson. */
@NullMarked
package io.vividly.json;

import org.jspecify.annotations.NullMarked;
