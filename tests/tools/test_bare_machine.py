"""The README's two commands on a machine as bare as one can be made here.

Java, Maven and the browser are hidden from the PATH, the home folder is empty, there is no Maven
repository, and the source is a fresh copy. With --yes on a Debian machine the JDK comes through apt.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from test_binder import copy_of_the_tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("apt-get") or os.geteuid() != 0, reason="needs a Debian machine and its root"),
]

HIDDEN = ("java", "jshell", "jar", "mvn", "chrom", "google-chrome", "jupyter", "conda", "mamba")
SECONDS = 480


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A copy of the tree, and the environment of someone who has nothing yet."""
    room = tmp_path_factory.mktemp("bare")
    home = room / "home"
    home.mkdir()
    programs = Path(tempfile.mkdtemp(prefix="flowlab-path-"))
    programs.chmod(0o755)  # apt verifies signatures as a user of its own, who must find gpgv here
    keep = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_", "LANG"))}
    variables = {
        **keep,
        "HOME": str(home),
        "PATH": str(hidden_path(programs)),
        "FLOWLAB_JDK_SEARCH": "no",
        # Maven takes the home folder from the account; this is its way of being told another.
        "JAVA_TOOL_OPTIONS": f"-Duser.home={home}",
    }
    yield copy_of_the_tree(room / "flowlab"), variables
    shutil.rmtree(programs)


def hidden_path(folder: Path) -> Path:
    """One folder of links to all programs but the hidden ones, and this Python under its plain name."""
    for place in ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"):
        for program in Path(place).iterdir() if Path(place).is_dir() else ():
            link = folder / program.name
            if not program.name.startswith(HIDDEN) and not link.is_symlink():
                link.symlink_to(program)
    for name in ("python3", "python"):
        (folder / name).unlink(missing_ok=True)
        write_shim(folder / name)
    return folder


def write_shim(path: Path) -> None:
    """The Python that ran the launcher first, not the virtual environment that runs the tests."""
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    path.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
    path.chmod(0o755)


def listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def test_nothing_is_there_to_begin_with(bare):
    folder, variables = bare
    for program in ("java", "mvn", "chromium"):
        assert shutil.which(program, path=variables["PATH"]) is None
    assert not list(Path(variables["HOME"]).iterdir())
    assert not (folder / ".flowlab").exists()


def test_the_first_command_ends_in_a_jupyterlab_that_listens(bare, free_port):
    folder, variables = bare
    start = time.monotonic()
    log = folder.parent / "lab.log"
    command = ["./flowlab", "lab", "--no-browser", "--yes", "--port", str(free_port)]
    with open(log, "w") as out:
        server = subprocess.Popen(command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        while not listening(free_port):
            assert server.poll() is None and time.monotonic() - start < SECONDS, log.read_text()[-3000:]
            time.sleep(0.5)
    finally:
        server.terminate()
        server.wait(timeout=60)
    print(f"from a copy to a listening JupyterLab: {time.monotonic() - start:.0f} s")
    said = log.read_text()
    assert "installing openjdk-" in said, "the JDK did not come through apt"
    assert (Path(variables["HOME"]) / ".m2").is_dir()


def test_the_second_command_runs_the_chapter(bare):
    folder, variables = bare
    chapter = "notebooks/02-flow-matching.ipynb"
    if not (folder / chapter).exists():
        chapter = "tests/notebooks/data/steady.ipynb"
    command = ["./flowlab", "run", "--scale", "ci", "--yes", chapter]
    done = subprocess.run(
        command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "notebooks" / "out" / Path(chapter).name).exists()


def test_the_copy_is_as_clean_as_it_was(bare, tmp_path):
    """Nothing was written but what git ignores."""
    folder, _ = bare
    fresh = copy_of_the_tree(tmp_path / "fresh")
    ignored = {".flowlab", "target", "out", "__pycache__", ".ipynb_checkpoints"}
    written = {path.relative_to(folder) for path in folder.rglob("*") if not ignored & set(path.parts)}
    assert written == {path.relative_to(fresh) for path in fresh.rglob("*")}
