"""`./flowlab train NAME`: a named training without a notebook, for the budgets that take hours."""

import subprocess
import zipfile

from . import jdk, maven, paths
from .say import Problem

MAIN = "flowlab.train.Train"


def train(name: str, budget: str | None, resume: bool, yes: bool) -> int:
    java = jdk.ensure(yes)
    maven.jars(java)
    with zipfile.ZipFile(paths.LIB_JAR) as jar:
        if MAIN.replace(".", "/") + ".class" not in jar.namelist():
            raise Problem("training outside a notebook is not there yet; the chapters train what they show")
    options = (["--budget", budget] if budget else []) + (["--resume"] if resume else [])
    command = [java.java, *jvm(), "-cp", paths.LIB_JAR, MAIN, name, *options]
    return subprocess.run(list(map(str, command)), env=java.environment(), cwd=paths.ROOT).returncode


def jvm() -> list[str]:
    return ["-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"]
