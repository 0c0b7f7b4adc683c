"""From sockets of the file system, which Colab has between Jupyter and kernels, to TCP, which Java's ZeroMQ has."""

import json
import os
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


def needed(connection_file: str) -> bool:
    return json.loads(Path(connection_file).read_text())["transport"] == "ipc"


def run(command: list[str], variables: dict[str, str]) -> int:
    """Start the kernel on ports of its own, carry messages until it ends; its exit status."""
    import zmq  # which whatever speaks over such sockets has

    outside = json.loads(Path(command[-1]).read_text())
    inside = outside | {"transport": "tcp", "ip": "127.0.0.1"} | dict(zip(PORTS, free_ports(), strict=True))
    context = zmq.Context.instance()
    for name in PORTS:
        front = context.socket(zmq.XPUB if name == "iopub_port" else zmq.ROUTER)
        back = context.socket(zmq.XSUB if name == "iopub_port" else zmq.DEALER)
        back.setsockopt(zmq.IDENTITY, b"bridge")  # the same on all: a question of stdin goes to who asked on shell
        for end in (front, back):
            end.set_hwm(0)
        front.bind(f"ipc://{outside['ip']}-{outside[name]}")
        back.connect(f"tcp://127.0.0.1:{inside[name]}")
        threading.Thread(target=zmq.proxy, args=(front, back), daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="flowlab-") as folder:
        file = Path(folder) / "connection.json"
        file.touch(mode=0o600)  # it holds the key
        file.write_text(json.dumps(inside))
        kernel = subprocess.Popen([*command[:-1], file], env=variables | {"JPY_PARENT_PID": str(os.getpid())})
        return kernel.wait()


def free_ports() -> list[int]:
    """As many as there are sockets, all taken at once so that they differ."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in PORTS]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports
