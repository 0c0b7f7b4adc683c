"""How much memory this machine gives us, and how a kernel shares it between Java's heap and ND4J's arrays."""

import ctypes
import os
import re
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .say import Problem

MB = 1 << 20
LEAST = 512 * MB
MOST = 8192 * MB
CGROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Memory:
    """The limits of one kernel, in bytes: heap, off-heap arrays, and the process as a whole."""

    heap: int
    arrays: int
    process: int

    def options(self) -> list[str]:
        """As options of the JVM. JavaCPP counts the arrays, and what the whole process holds."""
        return [
            f"-Xmx{self.heap // MB}m",
            f"-Dorg.bytedeco.javacpp.maxbytes={self.arrays // MB}m",
            f"-Dorg.bytedeco.javacpp.maxphysicalbytes={self.process // MB}m",
        ]


def share(total: int) -> Memory:
    """A quarter of the machine for the heap and a quarter for arrays, neither tiny nor wasteful.

    The process may hold both and half a gigabyte more (classes, compiled code, stacks), so that JavaCPP's
    count of the whole process never trips before its count of the arrays does.
    """
    part = min(max(total // 4, LEAST), MOST)
    return Memory(part, part, 2 * part + LEAST)


def size(text: str) -> int:
    """A size as Java's options write it, `2g` or `1500m`, in bytes."""
    found = re.fullmatch(r"(\d+)([mMgG])", text)
    if not found or int(found[1]) == 0:
        raise Problem(f"{text} is no size of memory; 2g and 1500m are")
    return int(found[1]) * (MB if found[2] in "mM" else 1024 * MB)


def memory() -> int:
    """The memory that this process may use: the machine's, or its container's where that is less."""
    return min([physical(), *cgroup_limits()])


def physical() -> int:
    if paths.WINDOWS:
        return _windows()
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def musl() -> bool:
    """Whether the C library is musl (Alpine), by what this Python was built for."""
    return any("musl" in str(sysconfig.get_config_var(name)) for name in ("SOABI", "HOST_GNU_TYPE"))


def cgroup_limits(root: Path = CGROUPS, mine: Path = Path("/proc/self/cgroup")) -> list[int]:
    """The limits of our control groups, version 2 (`memory.max`) and version 1, on the way up to the root."""
    limits = []
    for folder in _groups(root, mine):
        for name in ("memory.max", "memory.limit_in_bytes"):
            try:
                limits.append(int((folder / name).read_text()))
            except (OSError, ValueError):
                continue  # not there, or "max"
    return limits


def _groups(root: Path, mine: Path) -> list[Path]:
    folders = [root, root / "memory"]
    try:
        lines = mine.read_text().splitlines()
    except OSError:
        return folders
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers not in ("", "memory"):
            continue
        top = root / controllers if controllers else root
        folder = top / path.lstrip("/")
        while folder != top and top in folder.parents:
            folders.append(folder)
            folder = folder.parent
    return folders


def _windows() -> int:
    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "free", "page", "page_free", "virtual", "virtual_free", "extended")
        ]

    status = Status(length=ctypes.sizeof(Status))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return status.total
