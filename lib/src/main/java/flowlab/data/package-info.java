/**
 * Distributions to flow from and to; each states which published definition it is. All are values
 * and safe to share between threads, each thread with a generator of its own.
 */
package flowlab.data;
