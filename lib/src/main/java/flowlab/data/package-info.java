/** Distributions to flow from and to; each states which published definition it is. */
package flowlab.data;
