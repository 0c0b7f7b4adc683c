/**
 * What only the course needs: how much a chapter computes, its beginning and end, and the long
 * trainings whose weights it ships.
 */
package flowlab.course;
