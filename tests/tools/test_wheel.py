"""The kernel and the course as pip brings them: into an environment that has a Jupyter and nothing of this house."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from conftest import MODULES, write_program
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel

from tools import environment, jdk, paths, wheels

pytestmark = pytest.mark.slow

FRONT_ENDS = ["jupyter_console", "-r", os.fspath(environment.LAB)]  # JupyterLab and nbclient


@dataclass(frozen=True)
class Place:
    """An environment of its own, and what its programs are started with."""

    prefix: Path
    variables: dict[str, str]

    def program(self, name: str) -> str:
        return os.fspath(paths.program(self.prefix, name))

    def run(self, *command: object, **options) -> subprocess.CompletedProcess[str]:
        words = [self.program(str(command[0])), *map(str, command[1:])]
        return subprocess.run(words, env=self.variables, capture_output=True, text=True, timeout=300, **options)

    def pip(self, *words: object) -> None:
        done = self.run("python", "-m", "pip", "--quiet", "--disable-pip-version-check", *words)
        assert done.returncode == 0, done.stderr

    def kernels(self) -> dict[str, Path]:
        listed = json.loads(self.run("jupyter", "kernelspec", "list", "--json").stdout)["kernelspecs"]
        return {name: Path(found["resource_dir"]) for name, found in listed.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    assert wheels.wheel([], folder, yes=False) == 0
    return folder


@pytest.fixture(scope="module")
def place(made, tmp_path_factory) -> Place:
    """An environment with front ends and the kernel's wheel, in a folder with a space in its name."""
    room = tmp_path_factory.mktemp("a place")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "VIRTUAL_ENV", "PYTHON"))}
    home = room / "home"
    home.mkdir()
    own = {"HOME": os.fspath(home), "XDG_CACHE_HOME": os.fspath(home / "cache"), "IPYTHONDIR": os.fspath(home / "ipython")}
    venv.create(room / "environment", with_pip=True)
    found = Place(room / "environment", kept | own)
    found.pip("install", wheel_of("kernel", made), *FRONT_ENDS)
    return found


def wheel_of(name: str, folder: Path) -> Path:
    return next(folder.glob(f"flowlab_{name}-*.whl"))


@pytest.fixture
def at_home(place, monkeypatch):
    """This process finds the kernels of that place, and no others."""
    for name in list(os.environ):
        if name not in place.variables:
            monkeypatch.delenv(name)
    for name, value in place.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(place.prefix / "share" / "jupyter"))
    return place


def shown(client, code: str) -> str:
    """The value of a cell, or its error."""
    heard: list[dict] = []
    client.execute_interactive(code, output_hook=heard.append, timeout=60)
    texts = [m["content"].get("data", {}).get("text/plain") or m["content"].get("evalue") for m in heard]
    return "".join(text for text in texts if text)


def test_the_wheel_has_no_path_of_this_machine(made):
    with zipfile.ZipFile(wheel_of("kernel", made)) as wheel:
        texts = [wheel.read(name) for name in wheel.namelist() if not name.endswith((".jar", ".png"))]
    assert texts and not [text for text in texts if os.fsencode(paths.ROOT) in text]


def test_pip_installs_the_kernel_under_its_name(place):
    assert place.kernels()["java"] == place.prefix / "share" / "jupyter" / "kernels" / "java"


def test_jupyter_client(at_home):
    manager, client = start_new_kernel(kernel_name="java")
    try:
        assert shown(client, "Runtime.version().feature()") == str(jdk.major(jdk.find()[0].version))
        assert int(shown(client, "(int) (Runtime.getRuntime().maxMemory() >> 20)")) >= 512
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def test_sockets_of_the_file_system(at_home, tmp_path, monkeypatch):
    """What Colab has between Jupyter and kernels; questions and Stop pass, and nothing of them stays."""
    monkeypatch.chdir(tmp_path)
    manager, client = started("ipc")
    try:
        assert shown(client, "6 * 7") == "42"
        ask = "new Scanner(System.in).nextLine() + 1"
        heard: list[dict] = []
        client.execute_interactive(ask, allow_stdin=True, stdin_hook=lambda _: client.input("4"), output_hook=heard.append, timeout=60)
        assert [m["content"]["data"]["text/plain"] for m in heard if m["msg_type"] == "execute_result"] == ["41"]
        client.execute("while (true);")
        time.sleep(1)
        manager.interrupt_kernel()
        assert client.get_shell_msg(timeout=30)["content"]["ename"] == "Interrupted"
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert not list(tmp_path.iterdir())


def started(transport: str):
    manager = KernelManager(kernel_name="java", transport=transport)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return manager, client


def test_what_the_page_says_of_kaggle(place, tmp_path):
    section = (paths.ROOT / "docs" / "install.md").read_text().split("## On Kaggle")[1]
    (code,) = re.findall("```python\n(.*?)```", section, re.DOTALL)
    cells = [nbformat.v4.new_code_cell(text) for text in (code, '%%java\nSystem.out.println("said");\n6 * 7', "manager.shutdown_kernel()")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python"}})
    nbformat.write(notebook, tmp_path / "kaggle.ipynb")
    done = place.run("jupyter", "execute", "--inplace", tmp_path / "kaggle.ipynb")
    assert done.returncode == 0, done.stderr
    heard = {output["output_type"]: output for output in nbformat.read(tmp_path / "kaggle.ipynb", 4).cells[1].outputs}
    assert heard["stream"]["text"] == "said\n" and heard["execute_result"]["data"]["text/plain"] == "42"


def test_nbclient(place, tmp_path):
    cells = [nbformat.v4.new_code_cell("record Point(int x) {}\nnew Point(6 * 7)")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "java", "display_name": "Java"}})
    nbformat.write(notebook, tmp_path / "one.ipynb")
    done = place.run("jupyter", "execute", "--inplace", tmp_path / "one.ipynb")
    assert done.returncode == 0, done.stderr
    (output,) = nbformat.read(tmp_path / "one.ipynb", 4).cells[0].outputs
    assert "42" in output["data"]["text/plain"]


def test_console(place):
    done = place.run("jupyter", "console", "--kernel", "java", "--simple-prompt", input="6 * 7\n")
    assert "Out[1]: 42" in done.stdout, done.stdout + done.stderr


def test_jupyterlab(place, free_port, tmp_path):
    options = ["--no-browser", "--allow-root", f"--port={free_port}", "--IdentityProvider.token=word", f"--ServerApp.root_dir={tmp_path}"]
    runtime = tmp_path / "runtime"
    variables = place.variables | {"JUPYTER_RUNTIME_DIR": os.fspath(runtime)}
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen([place.program("jupyter-lab"), *options], env=variables, stdout=log, stderr=log)
    try:
        assert "java" in answer(free_port, "kernelspecs")["kernelspecs"]
        kernel = answer(free_port, "kernels", {"name": "java"})["id"]
        client = BlockingKernelClient(connection_file=os.fspath(runtime / f"kernel-{kernel}.json"))
        client.load_connection_file()
        client.start_channels()
        client.kernel_info(reply=True, timeout=60)  # a client that did not start the kernel takes a late one for dead
        client.wait_for_ready(timeout=60)
        assert shown(client, "6 * 7") == "42"
        client.stop_channels()
    finally:
        server.terminate()
        server.wait(timeout=60)


def answer(port: int, path: str, content: dict | None = None) -> dict:
    """What the server answers, as soon as it listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/{path}", json.dumps(content).encode() if content else None)
    request.add_header("Authorization", "token word")
    for _ in range(120):
        try:
            with urllib.request.urlopen(request, timeout=60) as said:
                return json.loads(said.read())
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server does not listen")


def test_later_starts_have_a_class_data_archive(at_home):
    """The first start makes it beside itself, in the user's cache; nothing is written where pip installs."""
    cache = Path(at_home.variables["XDG_CACHE_HOME"]) / "flowlab-kernel"
    java, _ = jdk.find()
    if 17 < jdk.major(java.version) < 24:
        pytest.skip("none is made for this Java")
    end = time.monotonic() + 120
    while not (made := list(cache.glob("*.jsa"))):
        assert time.monotonic() < end
        time.sleep(0.5)
    manager, client = start_new_kernel(kernel_name="java")
    try:
        assert f"-XX:SharedArchiveFile={made[0]}" in shown(client, "java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().toString()")
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert not list(at_home.kernels()["java"].rglob("*.jsa"))


@pytest.mark.parametrize("version", [None, "11.0.2"])
def test_without_a_jdk_each_cell_says_so(at_home, fake_java, only, tmp_path, version):
    only(fake_java(version, MODULES) if version else None, write_program(tmp_path / "bin" / "none", "#!/bin/sh"))
    manager, client = start_new_kernel(kernel_name="java")
    try:
        said = shown(client, "6 * 7")
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert re.search("needs a JDK 17 or newer.*Bring one with `.*install.*openjdk.*`, then restart", said), said
    assert (f"is Java {version}" in said) == (version is not None)


def test_without_a_jdk_and_ipykernel_the_log_says_so(made, only, tmp_path):
    """In an environment whose only Jupyter is nbclient, the kernel ends; what ran it shows its last words."""
    with zipfile.ZipFile(wheel_of("kernel", made)) as wheel:
        wheel.extractall(tmp_path)
    (start,) = tmp_path.rglob("start")
    only(None)
    bare = [sys.executable, "-I", "-S", os.fspath(start), "java", "-jar", "kernel.jar", "connection.json"]
    done = subprocess.run(bare, env=os.environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "needs a JDK 17 or newer" in done.stderr and "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def course(made, place) -> Path:
    """The course, copied into a folder with a space, by a pip that asks nobody; before that, the kernel's own tests."""
    place.pip("install", "--no-index", "--no-deps", wheel_of("course", made))
    folder = place.prefix.parent / "my course"
    done = place.run("flowlab", "course", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_chapter_of_the_course_runs_where_there_is_no_network(place, course):
    alone = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$0" "$@"'] if offline() else []
    command = [*alone, place.program("jupyter"), "execute", "--inplace", "00-start-here.ipynb"]
    variables = place.variables | {"FLOWLAB_SCALE": "ci"}
    done = subprocess.run(command, cwd=course, env=variables, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    outputs = [output for cell in nbformat.read(course / "00-start-here.ipynb", 4).cells for output in cell.get("outputs", [])]
    assert any("at scale ci" in output.get("data", {}).get("text/plain", "") for output in outputs)


def offline() -> bool:
    """Whether this machine lets us run something without its network."""
    tried = ["unshare", "--net", "sh", "-c", "ip link set lo up"]
    return shutil.which("unshare") is not None and subprocess.run(tried, capture_output=True).returncode == 0


def test_what_a_reader_has_written_is_left(place, course):
    chapter = course / "01-a-flow-by-hand.ipynb"
    chapter.write_text("mine")
    (course / "imports.jshell").unlink()
    done = place.run("flowlab", "course", course)
    assert "01-a-flow-by-hand.ipynb is there already" in done.stderr
    assert chapter.read_text() == "mine" and (course / "imports.jshell").exists()


def test_the_platform_in_the_name_is_what_the_natives_need(made):
    """The newest version of the C library that a native of ours asks for."""
    if not sys.platform.startswith("linux"):
        pytest.skip("needs Linux's natives")
    needed = set()
    for jar in (paths.LIB_JAR.parent / "dependency").glob("*-linux-*.jar"):
        with zipfile.ZipFile(jar) as natives:
            for name in natives.namelist():
                if ".so" in name and "libgcc_s" not in name:  # which the system has
                    needed |= versions(natives.read(name))
    newest = max(needed)
    assert "_".join(map(str, newest)) == wheels.GLIBC
    assert f"manylinux_{wheels.GLIBC}_" in wheel_of("course", made).name


def versions(native: bytes) -> set[tuple[int, ...]]:
    return {tuple(map(int, found.split(b"."))) for found in re.findall(rb"GLIBC_(\d+(?:\.\d+)+)", native)}


def test_a_registrys_limit_of_100_mb_a_file_admits_the_kernel(made):
    """And not the course, whose natives alone are more: docs/install.md says where it is had."""
    limit = 100 << 20
    assert wheel_of("kernel", made).stat().st_size < limit / 10
    assert wheel_of("course", made).stat().st_size > limit


def test_removed_by_jupyter_and_by_pip(place, course):
    """Last: nothing of it stays where pip put it."""
    done = place.run("jupyter", "kernelspec", "remove", "-f", "java")
    assert done.returncode == 0, done.stderr
    assert "java" not in place.kernels()
    place.pip("uninstall", "--yes", "flowlab-kernel", "flowlab-course")
    assert not (place.prefix / "share" / "jupyter" / "kernels" / "java").exists()


def test_pip_alone_removes_all_of_it(made, place):
    place.pip("install", "--no-index", "--no-deps", wheel_of("kernel", made))
    folder = place.kernels()["java"]
    done = place.run("jupyter", "console", "--kernel", "java", "--simple-prompt", input="1 + 1\n")
    assert "Out[1]: 2" in done.stdout
    place.pip("uninstall", "--yes", "flowlab-kernel")
    assert not folder.exists()
