"""`./flowlab doctor`: what Flowlab needs, what is here, and the one command for what is not."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from . import browser, jdk, kernelspec, machine, maven, packages, paths, process, stamps
from .jdk import Jdk

GB = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One thing: what is here of it, and the command that brings it where it is missing."""

    name: str
    found: str | None
    needed: bool = True
    remedy: str | None = None

    def line(self) -> str:
        mark = "ok  " if self.found else ("MISSING" if self.needed else "none")
        text = self.found or f"bring it with: {self.remedy}"
        return f"{mark:8} {self.name:14} {text}"


def doctor(as_json: bool) -> int:
    """Print every finding; 1 if something that is needed is missing."""
    findings = examine()
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        print("\n".join(finding.line() for finding in findings))
    return 1 if any(finding.needed and not finding.found for finding in findings) else 0


def examine() -> list[Finding]:
    java, passed_over = jdk.find()
    checks: list[Callable[[], Finding]] = [
        _python,
        lambda: _jdk(java, passed_over),
        lambda: _maven(java),
        lambda: _fonts(java),
        _memory,
        _disk,
        _ffmpeg,
        _browser,
        _lab,
        _jars,
        _kernelspec,
        lambda: _backend(java),
    ]
    return [check() for check in checks]


def _python() -> Finding:
    return Finding("Python", f"{sys.version.split()[0]} ({sys.executable})")


def _jdk(java: Jdk | None, passed_over: list[str]) -> Finding:
    found = f"{java.version} ({java.home})" if java else None
    why = f"   ({'; '.join(passed_over)})" if passed_over else ""
    return Finding("JDK 17+", found, remedy=packages.command("jdk") + why)


def _maven(java: Jdk | None) -> Finding:
    mvn = shutil.which("mvn")
    if java and mvn:
        number = maven.version(Path(mvn), java)
        if number >= maven.OLDEST:
            return Finding("Maven", f"{'.'.join(map(str, number))} ({mvn})")
    return Finding("Maven", f"{maven.VERSION}, which the first build downloads")


def _fonts(java: Jdk | None) -> Finding:
    """Charts need fonts that Java can draw with; headless AWT is the judge where there is a JDK."""
    if java:
        told = process.output([java.java, "-Djava.awt.headless=true", paths.TOOLS / "Fonts.java"]) or ""
        seen = re.search(r"^[1-9]\d* families$", told, re.MULTILINE)
        found = f"{seen[0]}, drawn without a display" if seen else None
    else:
        listed = (process.output(["fc-list"]) or "").splitlines()
        found = f"{len(listed)} (fc-list)" if listed else None
    return Finding("fonts", found, remedy=packages.command("fonts"))


def _memory() -> Finding:
    total = machine.memory()
    share = machine.share(total)
    text = (
        f"{total / GB:.1f} GB; a kernel gets {share.heap / GB:.1f} GB of heap and {share.arrays / GB:.1f} GB for arrays"
    )
    return Finding("memory", text)


def _disk() -> Finding:
    free = shutil.disk_usage(paths.ROOT).free
    text = f"{free / GB:.0f} GB free" if free > 2 * GB else None
    return Finding("disk", text, remedy=f"free 2 GB on the disk of {paths.ROOT}")


def _ffmpeg() -> Finding:
    told = process.output(["ffmpeg", "-version"]) or ""
    number = re.search(r"ffmpeg version (\S+)", told)
    return Finding(
        "ffmpeg", number[1] if number else None, False, f"{packages.command('ffmpeg')} (for MP4; GIFs need none)"
    )


def _browser() -> Finding:
    found = browser.find()
    return Finding(
        "browser", os.fspath(found) if found else None, False, f"{packages.command('browser')} (for the tests)"
    )


def _lab() -> Finding:
    python = paths.program(paths.VENV, "python")
    ask = "from importlib.metadata import version; print(version('jupyterlab'))"
    told = process.output([python, "-c", ask]) if python.exists() else None
    return Finding("JupyterLab", told.strip() if told else None, False, "./flowlab lab")


def _jars() -> Finding:
    if not all(jar.exists() for jar in maven.built()):
        return Finding("jars", None, False, "./flowlab lab")
    current = stamps.fresh("jars", maven.sources(), maven.built())
    return Finding("jars", "built" if current else "built from other sources; the next command builds them again")


def _kernelspec() -> Finding:
    places = [paths.VENV / "share" / "jupyter" / "kernels" / kernelspec.NAME, kernelspec.target(None, False)]
    installed = [paths.shown(place) for place in places if (place / "kernel.json").exists()]
    return Finding("kernel", ", ".join(installed) or None, False, "./flowlab lab, or ./flowlab kernel install")


def _backend(java: Jdk | None) -> Finding:
    """What ND4J computes with, in its own words."""
    told = None
    if java and paths.LIB_JAR.exists():
        told = process.output([java.java, "-cp", paths.LIB_JAR, "flowlab.nd.Backend"], timeout=60)
    lines = (told or "").strip().splitlines()
    return Finding("ND4J", lines[-1] if lines else None, False, "./flowlab lab")
