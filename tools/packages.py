"""What the system's package manager calls each thing, and how to ask it for one.

Nothing is installed into the system unless the reader said `--yes` or answered a question.
"""

import os
import shutil

from . import paths, process
from .say import Problem, ask, say

NAMES = {
    "jdk": {
        "apt": "openjdk-17-jdk-headless",
        "apk": "openjdk17-jdk",
        "brew": "openjdk@17",
        "winget": "EclipseAdoptium.Temurin.17.JDK",
    },
    "maven": {"apt": "maven", "apk": "maven", "brew": "maven", "winget": ""},
    "python": {"apt": "python3 python3-venv", "apk": "python3", "brew": "python@3.12", "winget": "Python.Python.3.12"},
    "venv": {"apt": "python3-venv", "apk": "python3", "brew": "python@3.12", "winget": "Python.Python.3.12"},
    "fonts": {
        "apt": "fontconfig fonts-dejavu-core",
        "apk": "fontconfig ttf-dejavu",
        "brew": "fontconfig",
        "winget": "",
    },
    "ffmpeg": {"apt": "ffmpeg", "apk": "ffmpeg", "brew": "ffmpeg", "winget": "Gyan.FFmpeg"},
    "driver": {"apt": "libatomic1"},  # the tests' driver of browsers brings a node, which needs it
    "browser": {"apt": "chromium", "apk": "chromium", "brew": "--cask google-chrome", "winget": "Google.Chrome"},
}
NEWER_JDKS = ("openjdk-17-jdk-headless", "openjdk-21-jdk-headless", "openjdk-25-jdk-headless")
CONDA = "conda env create -f environment.yml"


def manager() -> str | None:
    """The package manager of this system: apt, apk, brew or winget."""
    for name, tool in (("winget", "winget"), ("brew", "brew"), ("apt", "apt-get"), ("apk", "apk")):
        if shutil.which(tool):
            return name
    return None


def command(thing: str) -> str:
    """The one command that brings a thing on this system."""
    kind = manager()
    name = _name(thing, kind)
    if not name:
        return CONDA
    if kind in ("apt", "apk"):
        return f"{'' if _root() else 'sudo '}{'apt-get install' if kind == 'apt' else 'apk add'} {name}"
    return f"{kind} install {name}"


def install(thing: str, label: str, yes: bool) -> bool:
    """Bring a thing through the system's package manager, if there is one and the reader agrees."""
    kind = manager()
    if not kind or not _name(thing, kind) or not ask(f"install {label} with `{command(thing)}`?", yes):
        return False
    if kind == "apt":
        return _apt(thing)
    if kind == "apk":
        return _succeeds([*([] if _root() else ["sudo"]), "apk", "add", *_name(thing, kind).split()], dict(os.environ))
    flags = ["--accept-source-agreements", "--accept-package-agreements"] if kind == "winget" else []
    say(f"installing {label}: {command(thing)}")
    return _succeeds([kind, "install", *flags, *_name(thing, kind).split()], dict(os.environ))


def _apt(thing: str) -> bool:
    prefix = [] if _root() else ["sudo"]
    if prefix and not shutil.which("sudo"):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _succeeds([*prefix, "apt-get", "update", "-qq"], env)
    names = _name(thing, "apt").split()
    say(f"installing {' '.join(names)} with apt-get")
    quiet = ["-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", "--no-upgrade"]  # brings, never changes
    return _succeeds([*prefix, "apt-get", "install", *quiet, *names], env)


def _name(thing: str, kind: str | None) -> str:
    if kind == "apt" and thing == "jdk":
        return next((name for name in NEWER_JDKS if _has_candidate(name)), NEWER_JDKS[0])
    return NAMES[thing].get(kind or "", "")


def _has_candidate(package: str) -> bool:
    """Debian releases carry different JDKs; apt knows which this one has."""
    policy = process.output(["apt-cache", "policy", package]) or ""
    return "Candidate:" in policy and "Candidate: (none)" not in policy


def _succeeds(parts: list[str], env: dict[str, str]) -> bool:
    try:
        process.run(parts, env=env, failure="the package manager did not finish")
    except Problem as problem:
        say(str(problem))
        return False
    return True


def _root() -> bool:
    return not paths.WINDOWS and os.geteuid() == 0
