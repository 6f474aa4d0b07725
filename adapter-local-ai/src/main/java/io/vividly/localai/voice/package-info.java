/** The offline voice: written text is put into words, spoken by MaryTTS and levelled. */
@NullMarked
package io.vividly.localai.voice;

import org.jspecify.annotations.NullMarked;
