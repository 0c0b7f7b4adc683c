/**
 * Named checks that tests, chapters and exercises call alike. They are functions and may be called
 * from several threads; what they call is the reader's.
 */
package flowlab.check;
