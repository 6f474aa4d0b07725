/** The media store on Cloud Storage. */
@NullMarked
package io.vividly.gcs;

import org.jspecify.annotations.NullMarked;
