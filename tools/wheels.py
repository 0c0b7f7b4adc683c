"""`./flowlab wheel`: the kernel, and the course with its library, as wheels that pip installs into any Jupyter."""

import re
import shutil
import sysconfig
from pathlib import Path
from platform import machine

from . import codehash, environment, jdk, maven, paths, process
from .say import Problem, say

NAMES = ("kernel", "course")
SOURCES = paths.ROOT / "wheels"
START = ("jdk", "kernelspec", "machine", "packages", "paths", "process", "say", "stamps")  # of tools/, for its start
# What OpenBLAS's natives need of the C library; tests/tools/test_wheel.py looks.
GLIBC = "2_34"


def wheel(names: list[str], out: Path | None, yes: bool) -> int:
    """Build the named wheels, or both, into a folder."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise Problem(f"there is no wheel {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    maven.jars(jdk.ensure(yes))
    python = environment.lab()
    target = (out or paths.HOUSE / "wheels").resolve()
    for name in names or NAMES:
        staged = stage(name)
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", target]
        process.run([python, "-m", "pip", "wheel", *options, staged], failure=f"the wheel of the {name} was not made")
    for made in sorted(target.glob(f"*-{version()}-*.whl")):
        say(f"{paths.shown(made)} ({made.stat().st_size / 1e6:.0f} MB)")
    return 0


def stage(name: str) -> Path:
    """All that goes into a wheel, in a folder where a build back end finds it."""
    folder = paths.HOUSE / "staged" / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCES / name, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("LICENSE", "NOTICE"):
        shutil.copyfile(paths.ROOT / file, folder / file)
    project = folder / "pyproject.toml"
    words = project.read_text().replace("0.dev0", version()).replace("@platform@", platform())
    project.write_text(words)
    (_kernel if name == "kernel" else _course)(folder)
    return folder


def version() -> str:
    """The version as pip has it: a snapshot comes before its release."""
    return codehash.lib_version().replace("-SNAPSHOT", ".dev0")


def platform() -> str:
    """The tag of the natives that Maven brought here."""
    if paths.MAC:
        return f"macosx_11_0_{machine()}"  # Python itself may be built for both kinds of processor
    tag = re.sub(r"[-.]", "_", sysconfig.get_platform())
    return tag.replace("linux", f"manylinux_{GLIBC}")


def _kernel(folder: Path) -> None:
    """The kernelspec that the build made; what it starts first finds a JDK, by the launcher's own words."""
    built = shutil.copytree(paths.KERNELSPEC, folder / "kernelspec")
    start = built / "start"
    shutil.move(folder / "start", start)
    (start / "tools").mkdir()
    for module in ("__init__", *START):
        shutil.copyfile(paths.TOOLS / f"{module}.py", start / "tools" / f"{module}.py")
    spec = (built / "kernel.json").read_text()
    (built / "kernel.json").write_text(spec.replace('"java",', '"python", "-B", "{resource_dir}/start", "java",', 1))


def _course(folder: Path) -> None:
    """The chapters as they are committed, and the library with this platform's natives."""
    package = folder / "flowlab_course"
    shutil.copyfile(paths.ROOT / "LICENSE-CC-BY-4.0", folder / "LICENSE-CC-BY-4.0")
    ours = shutil.ignore_patterns("out", "state", "__pycache__", ".ipynb_checkpoints")
    shutil.copytree(paths.NOTEBOOKS, package / "notebooks", ignore=ours)
    (package / "lib").mkdir()
    for jar in paths.LIB_JAR.parent.glob("flowlab-lib*.jar"):  # with the sources, whose Javadoc the kernel shows
        shutil.copyfile(jar, package / "lib" / jar.name)
    shutil.copytree(paths.LIB_JAR.parent / "dependency", package / "lib" / "dependency")
