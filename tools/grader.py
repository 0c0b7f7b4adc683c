"""Runs answers, each in a kernel of its own. Runs in the environment that has jupyter_client, started by grade.py.

usage: python -m tools.grader WORK RESULTS
"""

import json
import queue
import sys
import time
from pathlib import Path

from jupyter_client.manager import KernelManager

from tools.execute import ANSI

SETUP_SECONDS = 600
NOTE = "note: "  # so begins what the kernel says of a declaration that needs a name that is not there


class Stopped(Exception):
    """A cell had its time."""


class Failed(Exception):
    """A cell ended in an error, or the kernel did; the text says which."""


def main() -> int:
    asked = json.loads(Path(sys.argv[1]).read_text())
    results = {}
    for notebook, work in asked["work"].items():
        results[notebook] = [graded(one, asked["folder"], asked["seconds"]) for one in work]
        done = sum(one["result"] == "passed" for one in results[notebook])
        print(f"flowlab: {Path(notebook).name}: {done} of {len(work)}", file=sys.stderr, flush=True)
    Path(sys.argv[2]).write_text(json.dumps(results, ensure_ascii=False))
    return 0


def graded(one: dict, folder: str, seconds: float) -> dict:
    """What an exercise came to: passed, refused, crashed, stopped."""
    told = {key: one[key] for key in ("exercise", "title")}
    if "result" in one:
        return told | {"result": one["result"], "reason": one["reason"]}
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=folder)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        for cell in one["setup"]:
            run(manager, client, cell, SETUP_SECONDS)
        result, reason = held_to_its_check(manager, client, one, seconds)
        return told | {"result": result, "reason": reason}
    except (Failed, Stopped) as problem:
        return told | {"result": "not graded", "reason": f"the chapter's own cells did not run: {problem}"}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def held_to_its_check(manager, client, one: dict, seconds: float) -> tuple[str, str]:
    """The answer is run for what it declares. What it prints or shows decides nothing."""
    end, notes = time.monotonic() + seconds, ""
    try:
        for cell in one["answer"]:
            _, noted = run(manager, client, cell, end - time.monotonic())
            notes += "".join(line for line in noted.splitlines(keepends=True) if line.startswith(NOTE))
        said, _ = run(manager, client, one["ask"], end - time.monotonic())
    except Stopped:
        return "stopped", f"after {seconds:g} s"
    except Failed as problem:
        return ("refused" if manager.is_alive() else "crashed"), str(problem)
    first, _, verdict = said.partition("\n")
    return ("passed", verdict) if first == "true" else ("refused", notes + verdict)


def run(manager, client, code: str, seconds: float) -> tuple[str, str]:
    """Run a cell and give what it ends with, as text, and what it said on its error stream: only of this cell."""
    message, end, value, noted = client.execute(code, store_history=False), time.monotonic() + seconds, "", ""
    while True:
        if time.monotonic() > end:
            manager.interrupt_kernel()
            raise Stopped
        try:
            got = client.get_iopub_msg(timeout=0.5)
        except queue.Empty:
            if not manager.is_alive():
                raise Failed("the kernel has ended") from None
            continue
        if got["parent_header"].get("msg_id") != message:
            continue
        content = got["content"]
        if got["msg_type"] == "execute_result":
            value = content["data"].get("text/plain", "")
        elif got["msg_type"] == "stream" and content["name"] == "stderr":
            noted += content["text"]
        elif got["msg_type"] == "error":
            raise Failed(ANSI.sub("", "\n".join(content["traceback"]) or f"{content['ename']}: {content['evalue']}"))
        elif got["msg_type"] == "status" and content["execution_state"] == "idle":
            return value, noted


if __name__ == "__main__":
    sys.exit(main())
