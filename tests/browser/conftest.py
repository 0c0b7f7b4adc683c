"""A real JupyterLab, started by the launcher on copies of the notebooks, and a real Chromium."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(ROOT))

from tools import browser as browsers  # noqa: E402
from tools import packages  # noqa: E402

# Chromium asks Google's servers for this and that at every start; a test needs none of it.
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that listens, and the folder it serves."""

    address: str
    token: str
    folder: Path

    def page(self, notebook: str) -> str:
        """A notebook in a workspace of its own: JupyterLab reopens what was open in the same workspace."""
        return f"{self.address}/lab/workspaces/{Path(notebook).stem}/tree/{notebook}?token={self.token}"


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """`./flowlab lab` on copies: a house of the same shape, in which lib is a link to the built one."""
    house = tmp_path_factory.mktemp("house")
    folder = house / "notebooks"
    ignored = shutil.ignore_patterns("out", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", folder, ignore=ignored)
    (house / "lib").symlink_to(ROOT / "lib", target_is_directory=True)
    for notebook in DATA.glob("*.ipynb"):
        shutil.copy(notebook, folder)
    for notebook in folder.glob("*.ipynb"):
        strip(notebook)
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, ROOT / "flowlab", "lab", "--no-browser", "--port", str(port), "--"]
    command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    command += ["--LabApp.expose_app_in_browser=True", f"--LabApp.workspaces_dir={house / 'workspaces'}"]
    log = open(house / "lab.log", "w+")
    server = subprocess.Popen(
        command, env={**os.environ, "FLOWLAB_SCALE": "ci"}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        found = Lab(f"http://127.0.0.1:{port}", token, folder)
        wait_until_listening(found, server, house / "lab.log")
        yield found
    finally:
        stop(found)
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium():
    """Chromium through Playwright, which is told where it is: it does not download its own."""
    path = os.environ.get("FLOWLAB_BROWSER") or browsers.find()
    if not path:
        pytest.skip(f"no Chromium here; bring one with `{packages.command('browser')}`")
    from playwright.sync_api import sync_playwright

    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=QUIET + root)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that remembers what its console said."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1600})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(f"{said.text} {said.location}"))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")  # a kernel a test, not all at once
    context.close()


@pytest.fixture
def shots(tmp_path):
    """Where screenshots go: the folder that FLOWLAB_SHOTS names, to look at them afterwards."""
    folder = Path(os.environ.get("FLOWLAB_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def strip(notebook: Path) -> None:
    """Take the committed outputs away, so that what a test sees was made in this run."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    notebook.write_text(json.dumps(content), encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_listening(lab: Lab, server: subprocess.Popen, log: Path, seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{lab.address}/api/status?token={lab.token}", timeout=5)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{re.sub('token=[0-9a-f]+', 'token=…', log.read_text())[-3000:]}")


def stop(lab: Lab) -> None:
    """Ask the server to end its kernels and itself."""
    request = urllib.request.Request(
        f"{lab.address}/api/shutdown", method="POST", headers={"Authorization": f"token {lab.token}"}
    )
    try:
        urllib.request.urlopen(request, timeout=10)
    except (urllib.error.URLError, OSError):
        pass  # it is terminated next
