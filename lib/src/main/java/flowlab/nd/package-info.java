/**
 * What the machine does: the backend, shape checks and the two ways to run a dense network, plain
 * ({@link flowlab.nd.PlainDenseNet}, any ND4J backend) and fused ({@link flowlab.nd.FusedDenseNet},
 * CPU). Nothing here knows of flow matching.
 *
 * <p>Only {@link flowlab.nd.Backend} is for users of the library. All else is the library's own and
 * may change with any version.
 */
package flowlab.nd;
