/**
 * Measuring samples: distances between laws, each with the noise that sampling alone gives it. All
 * are functions or values, safe to share between threads.
 */
package flowlab.stats;
