/** Runs of the suite that are killed at random moments, and the run after each. Started by {@code ci/steps/killed}. */
package dev.nodemcuhil.killed;
