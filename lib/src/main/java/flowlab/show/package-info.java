/**
 * Pictures: figures, animations, and the plots that make them.
 *
 * <p>Start at {@link flowlab.show.Plots}. Every plot is an immutable {@link flowlab.show.Figure}; a
 * cell that ends with one shows it. Arrays, numbers and trajectories come in, never a model.
 *
 * <p>A {@link flowlab.show.Plot} is a sheet of paper (limits, names, size) under a list of layers.
 * Two engines paint it. XChart draws charts: plots whose layers are all curves, histograms, rules
 * or x-y points and whose axes are free of each other. Java2D draws the plane: point clouds, heat
 * maps, contours, arrows and trajectories, where one unit of x is as long as one unit of y, and
 * whatever is laid over them. Both take their colours, fonts and line widths from one house style.
 */
package flowlab.show;
