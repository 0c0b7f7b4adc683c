"""deploy/hub, really started: a class comes in at once, and nobody reaches another's work."""

import json
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
import websocket
import zmq
from hub import Accounts, Conversation, Hub, Memory, Student, processes, text, watching

CHAPTER = "00-start-here.ipynb"


@dataclass(frozen=True)
class Lesson:
    """When a student, who came at 0, saw JupyterLab, a first cell's end, the last cell's end: seconds."""

    name: str
    lab: float
    first: float
    last: float


def lesson(hub: Hub, name: str, password: str, chapter: str = CHAPTER) -> Lesson:
    """Logs in, runs a chapter from top to bottom and saves it."""
    came = time.monotonic()
    student = Student(hub, name)
    assert student.log_in(password).status_code == 200
    student.open()
    lab = time.monotonic() - came
    notebook = student.notebook(chapter)
    page = student.start(chapter)
    first = 0.0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "raises-exception" not in cell["metadata"].get("tags", []):
            page.ok(cell["source"])
            first = first or time.monotonic() - came
    last = time.monotonic() - came
    notebook["cells"][0]["source"] = f"# {name} was here"
    saved = student.ask("PUT", f"/api/contents/{chapter}", {"type": "notebook", "content": notebook})
    assert saved.status_code == 200, saved.text[:300]
    page.socket.close()
    return Lesson(name, lab, first, last)


def report(lessons: list[Lesson], memory: Memory) -> str:
    rows = [(what, [getattr(each, what) for each in lessons]) for what in ("lab", "first", "last")]
    lines = [f"{what}: median {median(all):.0f} s, last {max(all):.0f} s" for what, all in rows]
    held = sorted(memory.each.values())
    lines.append(f"peak memory: a student {median(held):.0f} MB (most {held[-1]:.0f}), in all {memory.together:.0f} MB")
    return "\n".join(lines)


def taught(hub: Hub, accounts: Accounts, count: int) -> list[str]:
    """New students, all at once."""
    names = accounts.make(count)
    memory = Memory(names)
    with watching(memory.look, every=2), ThreadPoolExecutor(count) as class_:
        lessons = list(class_.map(lambda name: lesson(hub, name, accounts.password), names))
    print(report(lessons, memory))
    assert len(lessons) == count
    return names


@pytest.mark.slow
def test_two_students_work_and_neither_reaches_the_other(start, accounts):
    hub = start()
    names = taught(hub, accounts, 2)
    for name in names:
        saved = json.loads((accounts.home(name) / "flowlab" / "notebooks" / CHAPTER).read_text())
        assert f"{name} was here" in "".join(saved["cells"][0]["source"])
    nobody_else(hub, accounts, *names)


@pytest.mark.long
def test_twenty_students_at_once(start, accounts):
    taught(start(), accounts, 20)


def nobody_else(hub: Hub, accounts: Accounts, mine: str, other: str) -> None:
    """All the ways from one account to another's server, kernel and files, and that each is shut."""
    me, them = Student(hub, mine), Student(hub, other)
    for student in (me, them):
        student.log_in(accounts.password)
        student.open()
    theirs = them.start("data")  # a kernel of theirs
    theirs.ok('var secret = "the other\'s";')

    by_page = [
        me.ask("GET", path, base=them.base)
        for path in ("/api/contents", f"/api/contents/{CHAPTER}", "/api/kernels", "/lab", f"/files/{CHAPTER}")
    ]
    by_page.append(me.ask("POST", f"/api/kernels/{theirs.kernel}/restart", {}, base=them.base))
    by_page.append(me.ask("DELETE", f"/api/kernels/{theirs.kernel}", base=them.base))
    assert {answer.status_code for answer in by_page} <= {403, 404}, [(a.status_code, a.url) for a in by_page]
    with pytest.raises(websocket.WebSocketBadStatusException):
        me.socket(theirs.kernel, base=them.base)
    with_token(hub, me, them)

    home = accounts.home(other)
    assert denied(mine, "cat", home / "flowlab" / "notebooks" / CHAPTER)
    assert denied(mine, "sh", "-c", f"echo mine > {home}/flowlab/notebooks/x")
    assert denied(mine, "ls", home / "flowlab")
    connection = connection_file(home)
    assert denied(mine, "cat", connection)
    assert all(denied(mine, "cat", f"/proc/{process}/environ") for process in processes(other))
    hears_nothing(connection, theirs)
    assert "the other's" in text(theirs.ok("secret"))
    theirs.socket.close()


def with_token(hub: Hub, me: Student, them: Student) -> None:
    """A token that a student makes opens their own server and nobody else's."""
    made = me.page.post(
        f"{hub.url}/hub/api/users/{me.name}/tokens",
        content="{}",
        headers={"X-XSRFToken": me.xsrf("/hub/"), "Referer": f"{hub.url}/hub/token"},
    )
    assert made.status_code == 201, made.text
    stranger = Student(hub, me.name)
    stranger.page.headers["Authorization"] = f"token {made.json()['token']}"
    assert stranger.ask("GET", "/api/contents").status_code == 200
    assert stranger.ask("GET", "/api/contents", base=them.base).status_code in (403, 404)
    for method, path in (("GET", ""), ("DELETE", "/server"), ("POST", "/tokens")):
        answer = stranger.page.request(method, f"{hub.url}/hub/api/users/{them.name}{path}")
        assert answer.status_code in (403, 404), (method, path, answer.text)


def denied(name: str, *command: object) -> bool:
    """Whether an account of this machine is refused."""
    done = subprocess.run(["runuser", "-u", name, "--", *map(str, command)], capture_output=True, text=True)
    return done.returncode != 0 and "ermission denied" in done.stderr


def connection_file(home: Path) -> Path:
    return max(home.rglob("kernel-*.json"), key=lambda path: path.stat().st_mtime)


def hears_nothing(connection: Path, theirs: Conversation) -> None:
    """A listener at another's kernel: its socket is open to the machine, what it says is not."""
    found = json.loads(connection.read_text())
    with zmq.Context() as context, context.socket(zmq.SUB) as ear:
        ear.subscribe(b"")
        ear.connect(f"tcp://{found['ip']}:{found['iopub_port']}")
        time.sleep(1)
        theirs.ok('System.out.println("a secret")')
        assert not ear.poll(2000), ear.recv_multipart()


@pytest.mark.long
def test_culling_ends_what_is_idle_and_alone_and_no_work(start, accounts):
    """A kernel that computes stays, one whose page is open stays, a third ends; the file is as it was saved."""
    limit = 30  # seconds; a kernel that a busy machine starts slowly must have its page by then
    hub = start(f"""
for slow, fast in {{"idle_timeout=7200": "idle_timeout={limit}", "cull_interval=300": "cull_interval=1"}}.items():
    assert slow in " ".join(c.Spawner.args)
    c.Spawner.args = [each.replace(slow, fast) for each in c.Spawner.args]
""")
    (name,) = accounts.make(1)
    student = Student(hub, name)
    student.log_in(accounts.password)
    student.open()
    busy, open_, left = (student.start(path) for path in ("busy", "open", "left"))
    for page in (busy, open_, left):
        page.ok("int work = 42;")
    busy.send("Thread.sleep(600_000)")
    wait(lambda: states(student)[busy.kernel] == "busy")
    busy.socket.close()
    left.socket.close()
    wait(lambda: left.kernel not in states(student), seconds=2 * limit)
    time.sleep(limit)
    assert set(states(student)) == {busy.kernel, open_.kernel}
    assert "42" in text(open_.ok("work"))
    assert student.notebook(CHAPTER)["cells"]


def states(student: Student) -> dict[str, str]:
    """What a student's kernels do."""
    return {kernel["id"]: kernel["execution_state"] for kernel in student.ask("GET", "/api/kernels").json()}


def wait(until: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.2)
