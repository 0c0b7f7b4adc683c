"""A hub that runs, its accounts, and a student's browser, for tests."""

from __future__ import annotations

import grp
import json
import os
import pwd
import secrets
import signal
import socket
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import websocket

ROOT = Path(__file__).resolve().parents[2]
GROUP = "students"


class Accounts:
    """Students of this machine."""

    def __init__(self, room: Path):
        self.room = room
        self.names: list[str] = []
        self.password = secrets.token_hex(8)
        self.made_group = GROUP not in (group.gr_name for group in grp.getgrall())
        if self.made_group:
            subprocess.run(["groupadd", GROUP], check=True)

    def make(self, count: int) -> list[str]:
        stem = secrets.token_hex(2)
        names = [f"flowlab-{stem}-{number:02}" for number in range(1, count + 1)]
        for name in names:
            subprocess.run(["useradd", "-m", "-d", self.home(name), "-G", GROUP, "-s", "/bin/bash", name], check=True)
            self.names.append(name)
        lines = "".join(f"{name}:{self.password}\n" for name in names)
        subprocess.run(["chpasswd"], input=lines, text=True, check=True)
        return names

    def home(self, name: str) -> Path:
        return self.room / name

    def remove(self) -> None:
        for name in self.names:
            for process in processes(name):
                os.kill(process, signal.SIGKILL)
            subprocess.run(["userdel", "-f", name], check=True, capture_output=True)
        if self.made_group:
            subprocess.run(["groupdel", GROUP], check=True)


def processes(name: str) -> list[int]:
    """The processes of an account."""
    uid = pwd.getpwnam(name).pw_uid
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if folder.stat().st_uid == uid:
                found.append(int(folder.name))
        except OSError:
            continue  # it has ended
    return found


def pss(process: int) -> float:
    """The memory of a process in MB, with its share of what it has in common with others; 0 if it has ended."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0) / 1024


@dataclass
class Memory:
    """The most that accounts held: each, and all at one time."""

    names: list[str]
    each: dict[str, float] = field(default_factory=dict)
    together: float = 0

    def look(self) -> None:
        now = {name: sum(map(pss, processes(name))) for name in self.names}
        self.each = {name: max(held, self.each.get(name, 0)) for name, held in now.items()}
        self.together = max(self.together, sum(now.values()))


@contextmanager
def watching(look: Callable[[], None], every: float) -> Iterator[None]:
    """Looks again and again, beside what is done meanwhile."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(every):
            look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Hub:
    """A JupyterHub by deploy/hub's own configuration. A test adds ports, and the scale `ci`."""

    def __init__(self, prefix: Path, room: Path, more: str):
        state = room / "hub"
        state.mkdir(mode=0o700, exist_ok=True)
        port, inner, api = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        config = state / "config.py"
        config.write_text(
            f"load_subconfig({os.fspath(ROOT / 'deploy' / 'hub' / 'jupyterhub_config.py')!r})\n"
            f"c.JupyterHub.bind_url = {self.url!r}\n"
            f"c.JupyterHub.hub_port = {inner}\n"
            f"c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:{api}'\n"
            f"c.Spawner.environment['FLOWLAB_SCALE'] = 'ci'\n" + more
        )
        self.log = state / "hub.log"
        path = os.pathsep.join([os.fspath(prefix / "bin"), os.environ["PATH"]])
        variables = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "VIRTUAL_ENV"))}
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [prefix / "bin" / "jupyterhub", "-f", config],
                cwd=state,
                env={**variables, "PATH": path},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 90
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()[-3000:]
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/hub/health", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        """Ends the hub, and with it the proxy and every student's server."""
        self.process.terminate()
        self.process.wait(timeout=120)


class Student:
    """What a student's browser does: forms, cookies, and a socket to a kernel."""

    def __init__(self, hub: Hub, name: str):
        self.hub, self.name = hub, name
        self.base = f"{hub.url}/user/{name}"
        self.page = httpx.Client(follow_redirects=True, timeout=300)

    def log_in(self, password: str) -> httpx.Response:
        self.page.get(f"{self.hub.url}/hub/login")
        form = {"username": self.name, "password": password, "_xsrf": self.xsrf("/hub/")}
        return self.page.post(f"{self.hub.url}/hub/login", data=form)

    def open(self, seconds: float = 300) -> None:
        """Waits, as the page with the progress bar does, until JupyterLab is there."""
        end = time.monotonic() + seconds
        while True:
            shown = self.page.get(f"{self.base}/lab")
            if shown.status_code == 200 and shown.url.path.startswith(f"/user/{self.name}/lab"):
                return
            assert time.monotonic() < end, f"{self.name}: {shown.status_code} {shown.url}"
            time.sleep(0.5)

    def xsrf(self, path: str) -> str:
        found = [cookie for cookie in self.page.cookies.jar if cookie.name == "_xsrf" and cookie.path == path]
        return found[0].value or "" if found else ""

    def ask(self, method: str, path: str, content: object = None, base: str | None = None) -> httpx.Response:
        """A request of the page's to its server, or to another's with this page's cookies."""
        headers = {"X-XSRFToken": self.xsrf(f"/user/{self.name}/")}
        body = None if content is None else json.dumps(content)
        return self.page.request(method, (base or self.base) + path, content=body, headers=headers)

    def notebook(self, name: str) -> dict:
        answer = self.ask("GET", f"/api/contents/{quote(name)}?content=1")
        assert answer.status_code == 200, answer.text[:300]
        return answer.json()["content"]

    def start(self, path: str) -> Conversation:
        """Opens a notebook with a kernel."""
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "java"}}
        answer = self.ask("POST", "/api/sessions", wanted)
        assert answer.status_code == 201, answer.text[:300]
        return Conversation(self, answer.json()["kernel"]["id"])

    def socket(self, kernel: str, base: str | None = None) -> websocket.WebSocket:
        cookies = "; ".join(
            f"{cookie.name}={cookie.value}"
            for cookie in self.page.cookies.jar
            if cookie.path in ("/", f"/user/{self.name}/")
        )
        address = f"{base or self.base}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        return websocket.create_connection(address, timeout=300, origin=self.hub.url, cookie=cookies)


class Conversation:
    """A page and its kernel."""

    def __init__(self, student: Student, kernel: str):
        self.kernel = kernel
        self.session = uuid.uuid4().hex
        self.socket = student.socket(kernel)

    def send(self, code: str) -> str:
        """Begins a cell. Its message's name."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "session": self.session,
            "msg_type": "execute_request",
            "version": "5.3",
            "username": "",
            "date": "2026-01-01T00:00:00Z",
        }
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "allow_stdin": False,
            "stop_on_error": True,
            "user_expressions": {},
        }
        empty = {"parent_header": {}, "metadata": {}, "buffers": []}
        self.socket.send(json.dumps({"header": header, "content": content, "channel": "shell", **empty}))
        return header["msg_id"]

    def run(self, code: str) -> list[dict]:
        """What a cell says, until the kernel is idle again."""
        sent = self.send(code)
        heard = []
        while True:
            message = json.loads(self.socket.recv())
            if message["parent_header"].get("msg_id") != sent or message["channel"] != "iopub":
                continue
            if message["msg_type"] != "status":
                heard.append(message)
            elif message["content"]["execution_state"] == "idle":
                return heard

    def ok(self, code: str) -> list[dict]:
        heard = self.run(code)
        errors = [message["content"]["evalue"] for message in heard if message["msg_type"] == "error"]
        assert not errors, errors
        return heard


def text(heard: list[dict]) -> str:
    """What a cell printed, and its value."""
    said = []
    for message in heard:
        content = message["content"]
        said.append(
            content["text"] if message["msg_type"] == "stream" else content.get("data", {}).get("text/plain", "")
        )
    return "".join(said)
