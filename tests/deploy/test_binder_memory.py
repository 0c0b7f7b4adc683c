"""Every chapter at scale `course` in what a public Binder gives: 2 GB for the server and the kernel together, or killed."""

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import websocket
from hub import Conversation, free_ports, watching

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, os.fspath(ROOT))

from tools import environment, jdk, kernelspec, paths  # noqa: E402

LIMIT = 2 << 30
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@dataclass
class Room:
    """A control group of this limit."""

    folder: Path
    second: bool  # of version 2

    def enter(self) -> None:
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def resident(self) -> int:
        """Bytes of processes; files that are cached are given back when there is need."""
        stat = dict(line.split() for line in (self.folder / "memory.stat").read_text().splitlines())
        return int(stat["anon"] if self.second else stat["total_rss"])

    def killed(self) -> int:
        events = self.folder / ("memory.events" if self.second else "memory.oom_control")
        return int(next(line.split()[1] for line in events.read_text().splitlines() if line.startswith("oom_kill ")))


@pytest.fixture
def two_gigabytes() -> Iterator[Room]:
    for root, second in ((Path("/sys/fs/cgroup/memory"), False), (Path("/sys/fs/cgroup"), True)):
        folder = root / f"flowlab-{secrets.token_hex(3)}"
        try:
            folder.mkdir()
            limit = folder / ("memory.max" if second else "memory.limit_in_bytes")
            limit.write_text(str(LIMIT))
        except OSError:
            continue
        yield Room(folder, second)
        folder.rmdir()
        return
    pytest.skip("a limit that kills needs Linux, its root, and control groups that can be made")


@dataclass
class Reader:
    """A page on a server of one's own."""

    port: int
    token: str

    def ask(self, path: str, content: object = None) -> dict:
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read())

    def socket(self, kernel: str) -> websocket.WebSocket:
        address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={self.token}"
        return websocket.create_connection(address, timeout=1200)


@pytest.fixture
def reader(two_gigabytes, tmp_path) -> Iterator[Reader]:
    """JupyterLab in that room, with a kernel as postBuild installs it."""
    java = jdk.ensure(False)
    kernelspec.install(java, tmp_path / "kernels" / "java", total=LIMIT)
    variables = {**environment.variables(java.environment(), paths.VENV), "JUPYTER_PATH": os.fspath(tmp_path),
                 "FLOWLAB_SCALE": "course"}
    found = Reader(free_ports(1)[0], secrets.token_hex(16))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={found.port}",
               f"--ServerApp.root_dir={ROOT / 'notebooks'}", f"--IdentityProvider.token={found.token}"]
    with open(tmp_path / "server.log", "w") as log:
        server = subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                  preexec_fn=two_gigabytes.enter)
    end = time.monotonic() + 120
    while True:
        try:
            found.ask("/api/status")
            break
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < end and server.poll() is None, (tmp_path / "server.log").read_text()
            time.sleep(0.5)
    yield found
    server.terminate()
    server.wait(timeout=60)


@pytest.mark.long
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_within_a_binders_memory(two_gigabytes, reader, chapter):
    notebook = reader.ask(f"/api/contents/{chapter.name}?content=1")["content"]
    wanted = {"path": chapter.name, "name": chapter.name, "type": "notebook", "kernel": {"name": "java"}}
    page = Conversation(reader, reader.ask("/api/sessions", wanted)["kernel"]["id"])
    held = [0]
    with watching(lambda: held.append(two_gigabytes.resident()), every=0.2):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                heard = page.run(cell["source"])
                errors = [message["content"]["evalue"] for message in heard if message["msg_type"] == "error"]
                assert not errors or "raises-exception" in cell["metadata"].get("tags", []), errors
    print(f"{chapter.stem}: {max(held) / (1 << 20):.0f} MB at most")
    assert two_gigabytes.killed() == 0
    page.socket.close()
