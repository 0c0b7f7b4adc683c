"""The README's two commands in Debian's smallest system: python3, python3-venv, ca-certificates, nothing else of this machine.

By name, `./flowlab test tools-long`; it takes an hour, most of it the second command. `FLOWLAB_BARE_KINDS="tools browser"`
has that run only these kinds. Of this machine the system gets how it reaches the network: certificates and settings of pip, npm and apt.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_binder import copy_of_the_tree

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not shutil.which("debootstrap") or os.geteuid() != 0, reason="needs debootstrap (apt-get install debootstrap) and root"
    ),
]

RELEASE = "bookworm"
PACKAGES = "python3,python3-venv,ca-certificates"
MIRROR = "http://deb.debian.org/debian"
NETWORK = ("etc/resolv.conf", "etc/hosts", "etc/pip.conf", "root/.npmrc", "usr/local/share/ca-certificates", "etc/apt/sources.list.d")
CERTIFICATES = "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt"  # node has its own otherwise
HOUSE = "/srv/flowlab"  # in that system
LISTENS = '''
import socket, subprocess, sys, time
with open("lab.log", "w") as log:
    server = subprocess.Popen(["./flowlab", "lab", "--no-browser", "--yes", "--port", "8899"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
end = time.monotonic() + 480
while server.poll() is None and time.monotonic() < end:
    try:
        socket.create_connection(("127.0.0.1", 8899), timeout=1).close()
        break
    except OSError:
        time.sleep(0.5)
listened = server.poll() is None and time.monotonic() < end
server.terminate()
server.wait()
print(open("lab.log").read()[-3000:], file=sys.stderr)
sys.exit(not listened)
'''


@dataclass(frozen=True)
class Root:
    """A system of its own below a folder."""

    folder: Path

    def run(self, command: str, *, house: str = HOUSE, user: str = "root", home: str = "/root", network: bool = True, seconds: int = 900):
        """A command in a house there, with the variables of someone who has set none."""
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        variables = f"env -i HOME={home} {CERTIFICATES} PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        inside = f"cd {shlex.quote(house)} && exec {variables} {command}"
        enter = f"ip link set lo up; mount -t proc proc {self.folder}/proc && mount --rbind /dev {self.folder}/dev"
        enter += f" && exec chroot --userspec={user} {self.folder} sh -c {shlex.quote(inside)}"
        return subprocess.run([*apart, "sh", "-c", enter], capture_output=True, text=True, timeout=seconds)

    def listens(self, **how) -> float:
        """How long the first command takes until JupyterLab listens."""
        (self.folder / "listens.py").write_text(LISTENS)
        start = time.monotonic()
        done = self.run("python3 /listens.py", **how)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return time.monotonic() - start


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Root:
    """The system, and in it the files of this house as an archive of them would have them: no clone."""
    folder = tmp_path_factory.mktemp("bare") / "root"
    made = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", RELEASE, os.fspath(folder), MIRROR]
    subprocess.run(made, check=True, stdout=sys.stderr)
    for name in NETWORK:
        source, target = Path("/", name), folder / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copyfile(source, target)
    found = Root(folder)
    copy_of_the_tree(folder / HOUSE.removeprefix("/"))
    done = found.run("update-ca-certificates")
    assert done.returncode == 0, done.stderr
    return found


def test_nothing_is_there_to_begin_with(root):
    for program in ("java", "mvn", "git", "chromium", "node"):
        assert root.run(f"sh -c 'command -v {program}'").returncode, program


def test_the_first_command_ends_in_a_jupyterlab_that_listens(root):
    print(f"from a bare system to a listening JupyterLab: {root.listens():.0f} s")


def test_the_second_start_needs_no_network(root):
    print(f"the second start, without network: {root.listens(network=False):.0f} s")


def test_the_second_command(root):
    kinds = os.environ.get("FLOWLAB_BARE_KINDS", "")
    done = root.run(f"./flowlab test --yes {kinds}", seconds=3 * 3600)
    print(done.stdout[-3000:])
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-3000:]


def test_a_reader_who_may_write_only_here(root):
    """Not root, a home folder that is read-only, and a house whose name has spaces and letters that are not ASCII."""
    root.run("useradd --home-dir /home/reader --create-home reader")
    home = root.folder / "home" / "reader"
    os.chown(home, 0, 0)
    before = set(home.iterdir())
    house = home / "Flüsse und Felder"
    copy_of_the_tree(house)
    reader = root.run("id -u reader").stdout.strip()
    subprocess.run(["chown", "-R", f"{reader}:{reader}", house], check=True)
    here = {"house": "/home/reader/Flüsse und Felder", "user": "reader", "home": "/home/reader"}
    print(f"as a reader who may write only here: {root.listens(**here):.0f} s")
    done = root.run("./flowlab run --scale ci notebooks/00-start-here.ipynb", **here)
    assert done.returncode == 0, done.stderr[-4000:]
    assert set(home.iterdir()) == before | {house}
