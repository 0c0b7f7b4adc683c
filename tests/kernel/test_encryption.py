"""What other users of the machine hear of a kernel whose connection is encrypted: nothing."""

from __future__ import annotations

import json
import subprocess
import time

import pytest
import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session
from support import TIMEOUT, Kernel

SOCKETS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB, "hb": zmq.REQ}
SILENCE = 1.5  # seconds in which an open kernel has answered many times over


@pytest.fixture(scope="module")
def encrypted(spec):
    """A kernel that Jupyter would rather not start than start without encryption."""
    with Kernel(spec, encryption="required") as kernel:
        yield kernel


def stranger(kernel: Kernel, channel: str, server_key: bytes | None) -> zmq.Socket:
    """A socket of somebody who knows the port, but not the key."""
    socket = zmq.Context.instance().socket(SOCKETS[channel])
    socket.linger = 0
    if server_key:
        socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
        socket.curve_serverkey = server_key
    if channel == "iopub":
        socket.subscribe(b"")
    info = kernel.manager.get_connection_info()
    socket.connect(f"tcp://{info['ip']}:{info[channel + '_port']}")
    return socket


def answers(kernel: Kernel, channel: str, server_key: bytes | None) -> bool:
    """Whether the kernel says anything there, after a request signed with its own key."""
    session = Session(key=kernel.manager.session.key)
    with stranger(kernel, channel, server_key) as socket:
        if channel == "hb":
            socket.send(b"ping", zmq.NOBLOCK)
        elif channel != "iopub":
            session.send(socket, "kernel_info_request" if channel != "stdin" else "input_reply", {})
        else:
            time.sleep(0.3)
            kernel.ok("System.out.println(20 + 3);")
        return bool(socket.poll(SILENCE * 1000))


def test_all_channels_work(encrypted):
    assert encrypted.value("20 + 3") == "23"
    assert encrypted.client.hb_channel.is_beating()
    encrypted.send('String typed = new java.util.Scanner(System.in).nextLine();', allow_stdin=True)
    encrypted.client.get_stdin_msg(timeout=TIMEOUT)
    encrypted.client.input("hello")
    assert encrypted.value("typed") == "hello"
    running = encrypted.send("while (true) { }")
    time.sleep(0.5)
    encrypted.manager.interrupt_kernel()
    assert encrypted.request(running)["status"] == "error"
    assert encrypted.ok("for (int i = 0; i < 100_000; i++) System.out.println(i);").stdout.endswith("99999\n")


@pytest.mark.parametrize("channel", ["shell", "control", "iopub", "hb"])
def test_who_has_no_key_or_another_hears_nothing(encrypted, channel):
    key = encrypted.manager.curve_publickey
    assert answers(encrypted, channel, key)  # the same client with the key
    assert not answers(encrypted, channel, None)
    assert not answers(encrypted, channel, zmq.curve_keypair()[0])
    assert encrypted.value("1 + 1") == "2"


def test_who_has_no_key_types_nothing(encrypted):
    """On stdin a kernel answers nobody; a reply that is not its front end's must not reach the cell."""
    running = encrypted.send("String line = new java.util.Scanner(System.in).nextLine();", allow_stdin=True)
    encrypted.client.get_stdin_msg(timeout=TIMEOUT)
    session = Session(key=encrypted.manager.session.key)
    for key in (None, zmq.curve_keypair()[0]):
        with stranger(encrypted, "stdin", key) as socket:
            session.send(socket, "input_reply", {"value": "forged"})
            time.sleep(0.5)
    encrypted.client.input("mine")
    encrypted.request(running)
    assert encrypted.value("line") == "mine"


@pytest.mark.parametrize(
    "change, says",
    [
        ({"transport": "ipc", "ip": "/tmp/flowlab-test"}, "speaks tcp and no ipc"),
        ({"curve_publickey": "x" * 40}, "curve_secretkey"),
        ({"curve_publickey": "short", "curve_secretkey": "x" * 40}, "got 5"),
        ({"curve_publickey": "~" * 40, "curve_secretkey": "x" * 40}, "got others"),
        ({"curve_publickey": zmq.curve_keypair()[0].decode(), "curve_secretkey": zmq.curve_keypair()[1].decode()},
         "expected a pair of keys"),
        ({"curve_publickey": 5, "curve_secretkey": 5}, "got 1"),  # and is not in the clear
        ({"shell_port": None}, "names no shell_port"),
    ],
)
def test_what_it_cannot_serve_is_said_at_once(spec, tmp_path, change, says):
    info = {f"{channel}_port": 1 for channel in SOCKETS} | {"key": "k", **change}
    file = tmp_path / "connection.json"
    file.write_text(json.dumps(info))
    argv = KernelManager(kernel_name=spec).format_kernel_cmd()
    argv[-1] = str(file)
    done = subprocess.run(argv, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert done.returncode and says in done.stderr
    assert "\tat " not in done.stderr
