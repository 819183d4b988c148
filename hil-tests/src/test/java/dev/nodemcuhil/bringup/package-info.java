/** What a board does, measured and written down for {@code ci/bring-up}: nothing is judged here. */
@NullMarked
package dev.nodemcuhil.bringup;

import org.jspecify.annotations.NullMarked;
