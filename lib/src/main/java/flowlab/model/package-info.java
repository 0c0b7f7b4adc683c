/** Networks that can stand for a velocity field. */
package flowlab.model;
