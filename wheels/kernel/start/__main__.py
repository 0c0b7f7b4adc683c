"""What Jupyter starts where pip installed the kernel: it finds a JDK, then becomes the kernel.

usage: python start java OPTION... -jar JAR CONNECTION_FILE    (the kernel's command as the build wrote it)

A JDK may come and go between two starts, and so may memory: nothing of that is decided when the wheel is installed.
"""

import os
import sys
from pathlib import Path

import archive
import bridge
import refusal

from tools import jdk, kernelspec, packages, paths, process

CONDA = "conda install -c conda-forge openjdk"  # where there is no package manager that the launcher knows


def main(argv: list[str]) -> int:
    java, passed_over = jdk.find()
    if java is None:
        remedy = packages.command("jdk") if packages.manager() else CONDA
        refusal.serve(f"{jdk.missing(passed_over)} Bring one with `{remedy}`, then restart the kernel.", argv[-1])
        return 1
    command = [os.fspath(java.java), *archive.using(kernelspec.command(argv, java), java)[1:]]
    variables = java.environment() | kernelspec.locale(os.environ)
    if paths.WINDOWS:
        variables["JPY_PARENT_PID"] = str(os.getpid())  # this process stays, and the kernel ends when it does
    if bridge.needed(argv[-1]):
        return bridge.run(command, variables)
    return process.become(command, variables, Path.cwd())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
