"""The debugger, as JupyterLab speaks with it."""

from __future__ import annotations

import time

import pytest

from debugging import Debugger
from support import Kernel

pytestmark = pytest.mark.fast

CELL = """int square(int n) {
    int result = n * n;
    return result;
}
String word = "a";
int sum = 0;
for (int i = 0; i < 3; i++) {
    long big = 1L << 40 + i;
    double half = i / 2.0;
    sum += square(i);
}
System.out.println(sum);"""


@pytest.fixture
def debugger(spec):
    with Kernel(spec) as kernel:
        yield Debugger(kernel).start()


def test_what_a_front_end_asks_first(kernel):
    info = Debugger(kernel).body("debugInfo")
    assert not info["isStarted"] and info["hashMethod"] == "Murmur2" and info["richRendering"] and info["copyToGlobals"]
    assert not info["breakpoints"] and not info["stoppedThreads"]
    features = kernel.request(kernel.client.kernel_info())["supported_features"]
    assert "debugger" in features
    assert "not started" in Debugger(kernel).refused("stackTrace", threadId=1)
    assert "does not know" in Debugger(kernel).refused("gotoTargets")


def test_a_loop_is_held_looked_at_and_changed(debugger):
    assert debugger.breakpoints(CELL, 9) == [9]
    running = debugger.kernel.send(CELL)
    thread, frames = debugger.held()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("the cell", 9)]
    assert frames[0]["source"]["path"] == debugger.body("dumpCell", code=CELL)["sourcePath"]
    assert debugger.locals(frames[0]) == {"i": "0", "big": str(1 << 40)}
    assert debugger.scope(frames[0], "Globals")["sum"]["value"] == "0"
    debugger.body("next", threadId=thread)
    thread, frames = debugger.held()
    assert frames[0]["line"] == 10 and debugger.locals(frames[0])["half"] == "0.0"
    debugger.body("stepIn", threadId=thread)
    thread, frames = debugger.held()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("square", 2), ("the cell", 10)]
    assert debugger.locals(frames[0]) == {"n": "0"}
    assert debugger.locals(frames[1])["big"] == str(1 << 40)
    evaluated = debugger.body("evaluate", expression="n = 5", frameId=frames[0]["id"], context="repl")
    assert evaluated["result"] == "5" and debugger.locals(frames[0]) == {"n": "5"}
    debugger.body("stepOut", threadId=thread)
    thread, frames = debugger.held()
    assert len(frames) == 1
    assert debugger.breakpoints(CELL) == []
    debugger.body("continue", threadId=thread)
    reply, printed = debugger.finish(running)
    assert reply["status"] == "ok" and printed == f"{25 + 1 + 4}\n"
