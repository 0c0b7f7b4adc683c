"""nbgrader's settings for assignments that `./flowlab handout` wrote. It is yours to change."""

import os

c = get_config()  # type: ignore[name-defined]  # noqa: F821  nbgrader gives it
c.CourseDirectory.course_id = "flowlab"
c.Execute.timeout = 60  # seconds a cell; a loop is interrupted, and what follows it is still graded
c.ClearSolutions.enabled = False  # there are none in source/: what a class gets is a stub, not "YOUR CODE HERE"
os.environ.setdefault("FLOWLAB_SCALE", "ci")  # what the chapters compute beside the exercises is kept short
