/** Measuring samples: distances between laws, each with the noise that sampling alone gives it. */
package flowlab.stats;
