/** Runs under hard conditions: killed at random moments ({@code ci/steps/killed}), and beside busy loops on all cores ({@code ci/steps/busy}). */
package dev.nodemcuhil.runs;
