/** What a board does, measured and written down for {@code ci/first-light}: nothing is judged here. */
@NullMarked
package dev.nodemcuhil.firstlight;

import org.jspecify.annotations.NullMarked;
