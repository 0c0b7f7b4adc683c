/** From samples to a velocity field: the regression, its optimiser, its budget and its record. */
package flowlab.train;
