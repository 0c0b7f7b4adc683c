/**
 * Renderers for a stock JJava kernel, found there through its extension service. Nothing else in
 * the library knows of Jupyter, and nothing refers to this package.
 */
package flowlab.jjava;
