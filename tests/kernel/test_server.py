"""Through a real Jupyter server at its default limits, as a browser talks with it."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass

import pytest
from tornado.websocket import websocket_connect

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Server:
    """A server that listens."""

    port: int
    token: str

    def post(self, path: str, content: dict) -> dict:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(content).encode())
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "{}")

    def run(self, spec: str, code: str, seconds: float) -> list[dict]:
        """What a browser hears of a cell, until the kernel is idle again."""
        kernel = self.post("/api/kernels", {"name": spec})["id"]
        address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={self.token}"
        return asyncio.run(asyncio.wait_for(conversation(address, code), seconds))


async def conversation(address: str, code: str) -> list[dict]:
    page = await websocket_connect(address, max_message_size=1 << 30)
    header = {"msg_id": uuid.uuid4().hex, "session": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3",
              "username": "", "date": "2026-01-01T00:00:00Z"}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True,
               "user_expressions": {}}
    asked = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await page.write_message(json.dumps(asked))
    heard = []
    while True:
        message = json.loads(await page.read_message())
        if message["parent_header"].get("msg_id") != header["msg_id"] or message["channel"] != "iopub":
            continue
        if message["msg_type"] != "status":
            heard.append(message)
        elif message["content"]["execution_state"] == "idle":
            page.close()
            return heard


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = Server(probe.getsockname()[1], secrets.token_hex(16))
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--port={found.port}"]
    command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={found.token}"]
    log = open(folder / "server.log", "w+")
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{found.port}/api/status?token={found.token}", timeout=5)
                break
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < end and process.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_a_million_lines_arrive_in_a_browser(server, spec):
    start = time.monotonic()
    heard = server.run(spec, "for (int i = 0; i < 1_000_000; i++) System.out.println(i);", 120)
    print(f"a million lines through a server: {time.monotonic() - start:.1f} s with the start")
    streams = [m["content"] for m in heard if m["msg_type"] == "stream"]
    assert "rate exceeded" not in "".join(c["text"] for c in streams if c["name"] == "stderr")
    assert "".join(c["text"] for c in streams) == "".join(f"{i}\n" for i in range(1_000_000))


def test_a_large_picture_arrives_in_a_browser(server, spec):
    code = "byte[] gif = new byte[4_000_000]; for (int i = 0; i < 3; i++) display(gif, \"image/gif\");"
    heard = server.run(spec, code, 60)
    assert [m["msg_type"] for m in heard] == ["execute_input"] + 3 * ["display_data"]
    assert all(len(m["content"]["data"]["image/gif"]) > 5_000_000 for m in heard[1:])


def test_many_small_outputs_arrive_in_a_browser(server, spec):
    heard = server.run(spec, "for (int i = 0; i < 5_000; i++) display(i);", 60)
    shown = [m["content"]["data"]["text/plain"] for m in heard if m["msg_type"] == "display_data"]
    assert shown == [str(i) for i in range(5_000)]
