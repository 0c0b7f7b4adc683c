/** Following a velocity field. */
package flowlab.solve;
