"""`./flowlab train NAME`: a named training without a notebook, for the budgets that take hours."""

import signal
import subprocess

from . import backend, jdk, maven, paths

MAIN = "flowlab.course.Train"


def train(name: str, budget: str | None, resume: bool, chosen: str | None, yes: bool) -> int:
    java = jdk.ensure(yes)
    maven.jars(java)
    variables = java.environment() | backend.variables(java, chosen)
    options = (["--budget", budget] if budget else []) + (["--resume"] if resume else [])
    command = [java.java, *jvm(), "-cp", backend.jars(variables), MAIN, name, *options]
    # Ctrl-C reaches the training too, which saves itself and ends; waiting for that is all there is to do here.
    # A handler, not SIG_IGN, which the training would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.Popen(list(map(str, command)), env=variables, cwd=paths.ROOT).wait()
    finally:
        signal.signal(signal.SIGINT, before)


def jvm() -> list[str]:
    return ["-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]
