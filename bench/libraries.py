"""What lib does by its own code where a library would do, beside that library: time, size, colours, digits.

    ./flowlab bench libraries

PNG and GIF beside ImageIO and the encoder that XChart calls; eigenvectors and quadrature beside commons-math3, which is
on lib's class path. The quickest tenth of the repetitions, because other work on the machine only ever adds.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, os.fspath(ROOT))

from tools import jdk, maven, paths  # noqa: E402

GIF = "com.madgag:animated-gif-lib:1.4"


def main() -> int:
    java = jdk.ensure()
    gif = maven.artifact(java, GIF, paths.HOUSE / "peers")
    jars = os.pathsep.join([os.fspath(paths.LIB_JAR), os.fspath(gif)])
    command = [java.java, "-Djava.awt.headless=true", "-cp", jars, ROOT / "bench" / "Libraries.java"]
    return subprocess.run(list(map(os.fspath, command)), env=java.environment()).returncode


if __name__ == "__main__":
    sys.exit(main())
