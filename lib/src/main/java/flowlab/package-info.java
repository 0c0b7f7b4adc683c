/** The words of flow matching. Time runs from t = 0 (source, noise) to t = 1 (data). */
package flowlab;
