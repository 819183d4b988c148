/** The suite that runs on a board, whatever kind it is. */
@NullMarked
package dev.nodemcuhil.tests;

import org.jspecify.annotations.NullMarked;
