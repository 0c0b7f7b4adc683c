"""Finding a JDK that can run the kernel: Java 17 or newer, with JShell and a compiler.

A JDK that is not on the PATH is found too, so that a machine with an old `java` first on its PATH,
or with none there, needs no settings.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from . import packages, paths, process
from .say import Problem, ask, say

OLDEST = 17
MODULES = ("jdk.jshell", "jdk.compiler")
OWN = paths.HOUSE / "jdk"


@dataclass(frozen=True)
class Jdk:
    """A `java` that was started once, and what it said of itself."""

    home: Path
    version: str
    on_path: bool

    @property
    def java(self) -> Path:
        return paths.program(self.home, "java")

    def environment(self) -> dict[str, str]:
        """This process's environment with this JDK first on the PATH and in JAVA_HOME."""
        path = os.environ.get("PATH", "")
        if not self.on_path:
            path = os.pathsep.join([os.fspath(self.home / "bin"), path])
        return {**os.environ, "JAVA_HOME": os.fspath(self.home), "PATH": path}


def ensure(yes: bool = False) -> Jdk:
    """A suitable JDK; where there is none, one that the reader agreed to install."""
    jdk, why = find()
    if jdk:
        return jdk
    say(f"no JDK {OLDEST} or newer with {MODULES[0]} was found{_because(why)}")
    for bring in (_from_system, _from_conda, _from_pypi):
        if bring(yes):
            jdk, why = find(known_places=True)
            if jdk:
                say(f"Java {jdk.version} from {jdk.home}")
                return jdk
    raise Problem(f"{missing(why)} Bring one with `{packages.command('jdk')}`, or say --yes.")


def missing(why: list[str]) -> str:
    return f"Flowlab needs a JDK {OLDEST} or newer with {' and '.join(MODULES)}{_because(why)}."


def find(known_places: bool | None = None) -> tuple[Jdk | None, list[str]]:
    """The first suitable JDK, and why those before it were passed over."""
    passed_over: list[str] = []
    seen: set[Path] = set()
    for java in candidates(known_places):
        if java.resolve() in seen:
            continue
        seen.add(java.resolve())
        jdk, fault = inspect(java)
        if jdk:
            return jdk, passed_over
        passed_over.append(f"{java} {fault}")
    return None, passed_over


def inspect(java: Path) -> tuple[Jdk | None, str]:
    """Start a `java` and judge it: the JDK, or what it lacks."""
    told = process.output([java, "-XshowSettings:properties", "--list-modules"])
    if told is None:
        old = re.search(r'version "([^"]+)"', process.output([java, "-version"]) or "")
        return None, f"is Java {old[1]}" if old else "does not run"
    properties = dict(re.findall(r"^\s*(java\.[a-z]+) = (.+?)\s*$", told, re.MULTILINE))
    version = properties.get("java.version", "0")
    if major(version) < OLDEST:
        return None, f"is Java {version}"
    modules = set(re.findall(r"^([\w.]+)(?:@\S*)?\s*$", told, re.MULTILINE))
    lacking = [module for module in MODULES if module not in modules]
    if lacking:
        return None, f"is Java {version} without {' and '.join(lacking)}"
    home = Path(properties.get("java.home", java.resolve().parent.parent))
    return Jdk(home, version, on_path=_path_java_is(home)), ""


def major(version: str) -> int:
    """The feature release: 17 of 17.0.15, 8 of 1.8.0_402, 25 of 25-ea."""
    numbers = [int(number) for number in re.findall(r"\d+", version)]
    if not numbers:
        return 0
    return numbers[1] if numbers[0] == 1 and len(numbers) > 1 else numbers[0]


def _path_java_is(home: Path) -> bool:
    java = shutil.which("java")
    return java is not None and Path(java).resolve() == paths.program(home, "java").resolve()


def candidates(known_places: bool | None = None) -> list[Path]:
    """Every `java` there is, the likeliest first; which of them will do is for `inspect` to say."""
    homes: list[Path] = []
    if os.environ.get("JAVA_HOME"):
        homes.append(Path(os.environ["JAVA_HOME"]))
    on_path = shutil.which("java")
    own = _homes(OWN)
    if known_places is None:
        known_places = os.environ.get("FLOWLAB_JDK_SEARCH", "yes") != "no"
    elsewhere = _known_homes() if known_places else []
    candidates = [paths.program(home, "java") for home in homes]
    candidates += [Path(on_path)] if on_path else []
    candidates += [paths.program(home, "java") for home in own + elsewhere]
    return [java for java in candidates if java.is_file()]


def _known_homes() -> list[Path]:
    """Where package managers put JDKs. Of several, the oldest that will do: what Flowlab is written for."""
    prefixes = [Path(p) for p in (os.environ.get("CONDA_PREFIX"), sys.prefix) if p]
    homes = [prefix / "lib" / "jvm" for prefix in prefixes] + [prefix / "Library" for prefix in prefixes]
    if paths.WINDOWS:
        programs = Path(os.environ.get("ProgramFiles", r"C:\Program Files"))
        folders = [programs / "Eclipse Adoptium", programs / "Java", programs / "Microsoft", programs / "Zulu"]
    elif paths.MAC:
        folders = [Path("/Library/Java/JavaVirtualMachines"), Path.home() / "Library/Java/JavaVirtualMachines"]
        homes += sorted(Path("/opt/homebrew/opt").glob("openjdk*")) + sorted(Path("/usr/local/opt").glob("openjdk*"))
    else:
        folders = [Path("/usr/lib/jvm"), Path("/usr/java"), Path.home() / ".sdkman/candidates/java"]
    found = [home for folder in folders for home in _homes(folder)]
    return homes + sorted(found, key=lambda home: _declared(home) or 999)


def _homes(folder: Path) -> list[Path]:
    """The JDK homes in a folder of JDKs, each itself or, on macOS, at Contents/Home."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [inner if (inner := home / "Contents" / "Home").is_dir() else home for home in found]


def _declared(home: Path) -> int:
    """The feature release in a JDK's `release` file: enough to sort by, without starting it."""
    try:
        line = re.search(r'JAVA_VERSION="([^"]+)"', (home / "release").read_text())
    except OSError:
        return 0
    return major(line[1]) if line else 0


def _from_system(yes: bool) -> bool:
    return packages.install("jdk", "a JDK", yes)


def _from_conda(yes: bool) -> bool:
    conda = next((tool for tool in ("mamba", "conda", "micromamba") if shutil.which(tool)), None)
    target = OWN / "conda"
    if not conda or not ask(f"make a JDK of Flowlab's own in {paths.shown(OWN)} with {conda}?", yes):
        return False
    where = ["--prefix", target, "--channel", "conda-forge"]
    command = [conda, "create", "--yes", *where, f"openjdk={OLDEST}"]
    if not _tries(command, f"{conda} could not make a JDK"):
        return False
    # conda keeps the JDK in lib/jvm; a link beside it gives every JDK of ours the same place.
    inner = target / "lib" / "jvm"
    if inner.is_dir() and not (OWN / "conda-jdk").exists():
        (OWN / "conda-jdk").symlink_to(inner, target_is_directory=True)
    return True


def _from_pypi(yes: bool) -> bool:
    if not ask(f"download a JDK of Flowlab's own into {paths.shown(OWN)}?", yes):
        return False
    from . import environment

    python = environment.lab()
    OWN.mkdir(parents=True, exist_ok=True)
    if not _tries([python, "-m", "pip", "install", "--quiet", "install-jdk==1.1.0"], "install-jdk did not install"):
        return False
    script = f"import jdk; jdk.install({str(OLDEST)!r}, path={os.fspath(OWN)!r})"
    # Its failure is a Python trace; one sentence is enough.
    if process.output([python, "-c", script], timeout=900) is None:
        say("a JDK could not be downloaded from here")
        return False
    return True


def _tries(command: list[object], failure: str) -> bool:
    try:
        process.run(command, failure=failure)
    except Problem as problem:
        say(str(problem))
        return False
    return True


def _because(why: list[str]) -> str:
    return f" ({'; '.join(why)})" if why else ""
