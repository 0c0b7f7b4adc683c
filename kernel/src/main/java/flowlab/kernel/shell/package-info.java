/**
 * Cells of Java: {@code Reader} says what a cell consists of, {@code Evaluation} runs it piece by
 * piece, {@code Errors} tells what went wrong in the reader's terms.
 *
 * <p>What a cell consists of is decided by the compiler's own parser, through the public {@code
 * com.sun.source}. JShell's splitting of a text is its guess at what somebody at a prompt is about
 * to type: on JDK 17 it takes everything after a {@code switch} with a throwing arm for a part of
 * it, and evaluates only the first part. Here a cell is parsed as a method's body as far as that
 * goes, then as a class's, and so on. A cell that is not Java does not begin to run, and nothing of
 * it is passed over, because the pieces cover it.
 *
 * <p>What a piece does is left to JShell. The other way, one class a cell with our own bookkeeping
 * of what depends on what, was tried: compiling {@code 1+1} with {@code javax.tools}, loading and
 * running it took 11 to 15 ms at best beside 8 to 13 ms of JShell for a block, which reuses its
 * compiler (medians of 300, interleaved, 23 to 57 beside 24 to 49 ms on a busy machine, JDK 17 and
 * 25). So it would not be faster, and completion, inspection, redefinition and waiting for missing
 * names, which JShell has, would be to write again. What JShell refuses though Java allows it is
 * mended in the text that it is given ({@code Piece.declaration}, {@code TypeCycle}) or in their
 * order ({@code Order}).
 */
package flowlab.kernel.shell;
