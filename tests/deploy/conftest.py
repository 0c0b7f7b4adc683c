"""A hub as a lab room has it: deploy/hub as it stands, on the loopback address, with real accounts of this machine."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from hub import Accounts, Hub  # noqa: E402

from tools import paths, stamps  # noqa: E402

SYSTEMS = Path("/usr/bin/python3")


@pytest.fixture(scope="session")
def prefix() -> Path:
    """What setup.sh makes."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("useradd") or not shutil.which("npm"):
        pytest.skip("a hub's test makes accounts: it needs Linux, its root, and npm for the proxy")
    if subprocess.run(["runuser", "-u", "nobody", "--", "test", "-r", ROOT / "pom.xml"]).returncode:
        pytest.skip("other accounts cannot read this checkout")
    made = paths.HOUSE / "hub"
    hash = stamps.digest(
        ROOT / "deploy" / "hub" / "setup.sh",
        ROOT / "deploy" / "hub" / "requirements.txt",
        paths.TOOLS / "requirements-lab.txt",
        paths.KERNELSPEC,
    )
    if not stamps.fresh("hub", hash, [made / "bin" / "jupyterhub"]):
        python = os.fspath(SYSTEMS) if SYSTEMS.exists() else sys.executable
        subprocess.run([ROOT / "deploy" / "hub" / "setup.sh"], env={**os.environ, "PYTHON": python}, check=True)
        stamps.stamp("hub", hash)
    return made


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder that every account can enter; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="flowlab-room-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def accounts(prefix, room) -> Iterator[Accounts]:
    """Makes students of this machine, and takes them away again."""
    made = Accounts(room)
    yield made
    made.remove()


@pytest.fixture
def start(prefix, room, accounts):
    """Starts a hub with what a test adds to the configuration."""
    hubs: list[Hub] = []

    def start(more: str = "") -> Hub:
        hubs.append(Hub(prefix, room, more))
        return hubs[-1]

    yield start
    for hub in hubs:
        print(hub.log.read_text()[-4000:])  # pytest shows it where a test fails
        hub.stop()
