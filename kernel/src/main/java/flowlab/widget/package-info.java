/**
 * Sliders, buttons and boxes in a notebook, made and heard from Java. They speak the protocol of
 * ipywidgets 8, so JupyterLab shows them as it shows Python's, and their names are ipywidgets'.
 *
 * <pre>{@code
 * import flowlab.widget.*;
 * import static flowlab.widget.Widgets.*;
 *
 * interact(new FloatSlider(0, 1, 0.5).description("t"), t -> draw(t))
 * }</pre>
 *
 * A widget is in the page from when it is first shown, alone or inside another, until it is closed
 * or the cell that made it is run again. What the reader's moves call runs one call after the other
 * and can be stopped as a cell can: beside a running cell where the front end sends what widgets
 * say to a subshell, as JupyterLab does from 4.4 on, else between cells. A handler that runs beside
 * a cell shares its variables as two threads do.
 */
package flowlab.widget;
