/** What is known in closed form, computed in double: the field that a network should learn. */
package flowlab.exact;
