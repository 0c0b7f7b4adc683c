"""The other kernels, as kernelspecs on JUPYTER_PATH."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import conformance


@dataclass(frozen=True)
class Peer:
    """A kernel and the words that it knows."""

    name: str
    spec: str
    dialect: type


def found(jjava_prefix: str | None, rapaio_jar: str | None, ipykernel_prefix: str | None, java: str) -> list[Peer]:
    peers = []
    if jjava_prefix:
        peers.append(Peer("JJava", installed("jjava", Path(jjava_prefix), "java"), conformance.OtherJava))
    if rapaio_jar:
        peers.append(Peer("rapaio", rapaio(Path(rapaio_jar), java), conformance.OtherJava))
    if ipykernel_prefix:
        peers.append(Peer("ipykernel", installed("ipykernel", Path(ipykernel_prefix), "python3"), conformance.Python))
    for name, given in (("JJava", jjava_prefix), ("rapaio", rapaio_jar), ("ipykernel", ipykernel_prefix)):
        if not given:
            print(f"{name} is left out: nobody said where it is", file=sys.stderr)
    return peers


def installed(name: str, prefix: Path, spec: str) -> str:
    """A kernel that lies in an environment."""
    source = prefix / "share" / "jupyter" / "kernels" / spec
    kernel_json = json.loads((source / "kernel.json").read_text())
    argv = [part.replace("{resource_dir}", str(source)) for part in kernel_json["argv"]]
    python = prefix / "bin" / "python"
    kernel_json["argv"] = [str(python) if part == "python" else part for part in argv]
    return write(name, kernel_json)


def rapaio(jar: Path, java: str) -> str:
    """Rapaio's jar installs itself, below the home of whoever asks."""
    home = Path(tempfile.mkdtemp(prefix="rapaio-"))
    subprocess.run([java, f"-Duser.home={home}", "-jar", jar, "-i", "-auto"], check=True, capture_output=True)
    (spec,) = home.rglob("kernel.json")
    kernel_json = json.loads(spec.read_text())
    kernel_json["argv"][0] = java
    return write("rapaio", kernel_json)


def write(name: str, kernel_json: dict) -> str:
    spec = Path(os.environ["JUPYTER_PATH"], "kernels", f"peer-{name}")
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps(kernel_json))
    return spec.name
