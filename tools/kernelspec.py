"""Installing the kernel where Jupyter looks for it.

The build leaves a relocatable kernelspec in kernel/target/kernelspec. Installing copies it, says which
`java` to start if the one on the PATH will not do, sets memory limits that suit this machine, and makes
the class-data archive that lets the kernel start fast.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from . import machine, paths, process, stamps
from .jdk import Jdk
from .say import Problem, say

NAME = "java"
ARCHIVE = "-XX:SharedArchiveFile="


def ensure(jdk: Jdk, prefix: Path) -> Path:
    """Install below a prefix, unless this very kernel is there already."""
    target = prefix / "share" / "jupyter" / "kernels" / NAME
    options = " ".join(machine.share(machine.memory()).options())
    hash = stamps.digest(_built(), f"{jdk.home} {jdk.version} {jdk.on_path} {options}", Path(__file__))
    name = f"kernelspec {target}"
    if not stamps.fresh(name, hash, [target / "kernel.json"]):
        install(jdk, target)
        stamps.stamp(name, hash)
    return target


def install(jdk: Jdk, target: Path, extra: list[str] | None = None, total: int | None = None) -> None:
    """Copy the built kernelspec, with extra options of the reader's for the virtual machine.

    Where the kernel will run elsewhere, in a container, `total` is the memory of that place in bytes.
    """
    built = _built()
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(built, target)
    spec = json.loads((built / "kernel.json").read_text())
    spec["argv"] = command(spec["argv"], jdk, extra or [], total)
    spec["env"] = {**spec.get("env", {}), **locale(os.environ)}
    (target / "kernel.json").write_text(json.dumps(spec, indent=1) + "\n")
    _archive(spec["argv"], target, jdk)
    say(f"the kernel is installed in {paths.shown(target)}")


def locale(variables: Mapping[str, str]) -> dict[str, str]:
    """What to set so that Java names files in UTF-8: nothing where the first of these that is not empty says it."""
    named = next((variables[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if variables.get(name)), "C")
    says_it = sys.platform != "linux" or "utf8" in named.lower().replace("-", "")
    return {} if says_it else {"LC_ALL": "C.UTF-8"}


def command(argv: list[str], jdk: Jdk, extra: list[str] | None = None, total: int | None = None) -> list[str]:
    """The kernel's command: which java, its share of this much memory, and last, so that it wins, what is extra."""
    java = argv[0] if jdk.on_path else os.fspath(jdk.java)
    limits = machine.share(total or machine.memory()).options()
    ours = tuple(re.findall(r"^(?:-Xmx|-D[^=]+=)", option)[0] for option in limits)
    kept = [part for part in argv[1:] if not part.startswith(ours)]
    jar = kept.index("-jar") if "-jar" in kept else len(kept)
    return [java, *limits, *kept[:jar], *(extra or []), *kept[jar:]]


def user_folder() -> Path:
    """Jupyter's data folder of this user."""
    if os.environ.get("JUPYTER_DATA_DIR"):
        return Path(os.environ["JUPYTER_DATA_DIR"])
    if paths.MAC:
        return Path.home() / "Library" / "Jupyter"
    if paths.WINDOWS:
        return Path(os.environ.get("APPDATA", Path.home())) / "jupyter"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jupyter"


def target(prefix: str | None, sys_prefix: bool) -> Path:
    """Where `kernel install` puts it: below a prefix, in this Python's environment, or in the user's folder."""
    if prefix:
        return Path(prefix).resolve() / "share" / "jupyter" / "kernels" / NAME
    if sys_prefix:
        return Path(sys.prefix) / "share" / "jupyter" / "kernels" / NAME
    return user_folder() / "kernels" / NAME


def _archive(argv: list[str], target: Path, jdk: Jdk) -> None:
    """Make the class-data archive with the options that the kernel is started with. Without it all works, slower."""
    resolved = [part.replace("{resource_dir}", os.fspath(target)) for part in argv]
    wanted = next((part.removeprefix(ARCHIVE) for part in resolved if part.startswith(ARCHIVE)), None)
    if not wanted or "-jar" not in argv:
        return
    process.output(making(resolved, wanted, jdk), timeout=180, env=jdk.environment())
    if not Path(wanted).exists():
        say("the class-data archive was not made; the kernel works without it and starts slower")


def making(argv: list[str], archive: str, jdk: Jdk) -> list[str]:
    """The command that makes a class-data archive for a kernel that is started by this one."""
    jar = argv.index("-jar") + 1
    options = [part for part in argv[1:jar] if not part.startswith((ARCHIVE, "-Xshare"))]
    return [os.fspath(jdk.java), *options, argv[jar], "--make-archive", archive]


def _built() -> Path:
    if not (paths.KERNELSPEC / "kernel.json").exists():
        raise Problem(f"{paths.shown(paths.KERNELSPEC)} is not there; the build makes it")
    return paths.KERNELSPEC
