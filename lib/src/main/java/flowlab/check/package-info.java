/** Named checks that tests, chapters and exercises call alike. */
package flowlab.check;
