"""A kernel process and what it says, for tests."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty

from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, os.fspath(ROOT))

from tools import jdk  # noqa: E402

BUILT = ROOT / "kernel" / "target" / "kernelspec"
COURSE = f"%classpath {ROOT / 'lib' / 'target' / 'flowlab-lib.jar'}\n%load {ROOT / 'notebooks' / 'imports.jshell'}"
TIMEOUT = float(os.environ.get("FLOWLAB_TEST_TIMEOUT", "30"))  # seconds; a machine that is very busy needs more


def java_executables() -> dict[str, str]:
    """Java executables by major version: the named ones, or all that are found."""
    named = os.environ.get("FLOWLAB_TEST_JDKS")
    javas = [Path(java) for java in named.split(os.pathsep)] if named else jdk.candidates(known_places=True)
    found: dict[str, str] = {}
    for java in javas:
        suitable, _ = jdk.inspect(java)
        if suitable:
            found.setdefault(str(jdk.major(suitable.version)), os.fspath(java))
    return dict(sorted(found.items()))


def install_kernelspecs(jdks: dict[str, str]) -> dict[str, str]:
    """Copies the built kernelspec once a JDK into a folder on JUPYTER_PATH."""
    root = tempfile.mkdtemp(prefix="flowlab-kernels-")
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    os.environ["JUPYTER_PATH"] = root
    os.environ.setdefault("FLOWLAB_KERNEL_WARMUP", "off")
    os.environ["FLOWLAB_KERNEL_HISTORY"] = os.path.join(root, "history")
    names = {}
    for version, java in jdks.items():
        name = f"java-{version}"
        spec = Path(root, "kernels", name)
        shutil.copytree(BUILT, spec)
        kernel_json = json.loads((spec / "kernel.json").read_text())
        kernel_json["argv"][0] = java
        kernel_json["argv"][1:1] = ["-Xmx512m", *os.environ.get("FLOWLAB_TEST_JVM", "").split()]
        (spec / "kernel.json").write_text(json.dumps(kernel_json))
        names[version] = name
    return names


@dataclass
class Result:
    """All that one cell said."""

    reply: dict
    outputs: list[dict] = field(default_factory=list)
    seconds: float = 0

    @property
    def status(self) -> str:
        return self.reply["content"]["status"]

    @property
    def value(self) -> str | None:
        for message in self.of("execute_result"):
            data = message["content"]["data"]
            return data.get("text/plain", data.get("text/html", ""))  # rapaio's values have no plain text
        return None

    @property
    def error(self) -> str:
        """The traceback without colours."""
        for message in self.of("error"):
            return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(message["content"]["traceback"]))
        return ""

    def of(self, kind: str) -> list[dict]:
        return [message for message in self.outputs if message["msg_type"] == kind]

    def stream(self, name: str) -> str:
        contents = (message["content"] for message in self.of("stream"))
        return "".join(content["text"] for content in contents if content["name"] == name)

    @property
    def stdout(self) -> str:
        return self.stream("stdout")

    @property
    def stderr(self) -> str:
        return self.stream("stderr")


class Kernel:
    """A running kernel."""

    def __init__(
        self,
        spec: str,
        env: dict[str, str] | None = None,
        cwd: str | None = None,
        encryption: str = "disabled",
        silence: float = 0,  # seconds: rapaio's shell ends with a message that comes while it starts
    ):
        self.manager = KernelManager(kernel_name=spec, transport_encryption=encryption)
        self.started = time.monotonic()
        self.manager.start_kernel(env={**os.environ, **(env or {})}, cwd=cwd)
        self.client = self.manager.client()
        time.sleep(silence)
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=TIMEOUT)
        except RuntimeError:
            self.__exit__()
            raise

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def send(self, code: str, **options) -> str:
        return self.client.execute(code, **options)

    def run(self, code: str, timeout: float = TIMEOUT, **options) -> Result:
        start = time.monotonic()
        message_id = self.send(code, **options)
        outputs = self.outputs(message_id, timeout)
        result = Result(self.reply(message_id, timeout), outputs, time.monotonic() - start)
        return result

    def ok(self, code: str, **options) -> Result:
        """Runs a cell that must not fail."""
        result = self.run(code, **options)
        assert result.status == "ok", result.error
        return result

    def value(self, code: str) -> str | None:
        return self.ok(code).value

    def outputs(self, message_id: str, timeout: float = TIMEOUT) -> list[dict]:
        """What is published for a request, until the kernel is idle again."""
        outputs = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return outputs
            elif message["msg_type"] != "execute_input":
                outputs.append(message)

    def reply(self, message_id: str, timeout: float = TIMEOUT) -> dict:
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == message_id:
                return message

    def quiet(self, seconds: float) -> list[dict]:
        """What is published meanwhile."""
        messages, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                messages.append(self.client.get_iopub_msg(timeout=left))
            except Empty:
                break
        return messages

    def request(self, message_id: str) -> dict:
        """The content of a shell reply."""
        return self.reply(message_id)["content"]

    def interrupt(self):
        self.manager.interrupt_kernel()

    def cpu_seconds(self) -> float | None:
        """Processor time so far, of the process and those it started; None where the system does not tell."""
        return cpu(self.pid)

    def resident_megabytes(self) -> float | None:
        """Memory of the process and those it started; None where the system does not tell."""
        return resident_megabytes(self.pid)


def family(pid: int) -> list[int]:
    """The process and its children: some kernels start a second one."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) in found:
            found.append(int(stat.parent.name))
    return found


def cpu(pid: int) -> float | None:
    """Processor seconds of a process and its children."""
    try:
        rows = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    except OSError:
        return None
    return sum(int(row[11]) + int(row[12]) for row in rows) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float | None:
    """Memory of a process and its children."""
    try:
        texts = [Path(f"/proc/{each}/status").read_text() for each in family(pid)]
    except OSError:
        return None
    return sum(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in texts) / 1024
