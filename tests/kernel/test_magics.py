"""Magics beyond jars."""

import os

import pytest
from support import Kernel

pytestmark = pytest.mark.fast


@pytest.mark.slow
def test_timeit(kernel):
    kernel.ok("double[] row = new double[1000];")
    assert "median" in kernel.ok("%timeit java.util.Arrays.stream(row).sum()").stdout
    assert "cannot find symbol" in kernel.run("%timeit noSuchThing()").error


def test_vars(kernel):
    kernel.ok("int apples = 3; var names = List.of(1, 2);")
    lines = kernel.ok("%vars").stdout.splitlines()
    assert any(line.split()[:3] == ["apples", "int", "3"] for line in lines)
    assert any(line.startswith("names") and "[1, 2]" in line for line in lines)


def test_a_file_is_written_and_loaded(spec, tmp_path):
    with Kernel(spec, cwd=str(tmp_path)) as kernel:
        kernel.ok("%%writefile part.java\nint written = 12;\n")
        assert (tmp_path / "part.java").read_text() == "int written = 12;\n"
        kernel.ok("%load part.java")
        assert kernel.value("written") == "12"
        assert str(tmp_path / "none.java") in kernel.run("%load none.java").error


@pytest.mark.parametrize(
    "magic, mime",
    [("html", "text/html"), ("markdown", "text/markdown"), ("javascript", "application/javascript"), ("latex", "text/latex")],
)
def test_text_of_other_kinds(kernel, magic, mime):
    (message,) = kernel.ok(f"%%{magic}\nsome text").of("display_data")
    assert message["content"]["data"][mime] == "some text"


def test_environment(kernel):
    assert kernel.ok("%env JUPYTER_PATH").value == os.environ["JUPYTER_PATH"]


@pytest.mark.skipif(os.name == "nt", reason="a command of POSIX")
def test_commands(kernel):
    assert kernel.ok("!echo hello there").stdout == "hello there\n"
    assert "status 3" in kernel.run("!exit 3").error
    assert kernel.value("boolean done = false;\n!done") == "true"


@pytest.mark.slow
def test_history_outlives_the_kernel(spec):
    with Kernel(spec) as first:
        first.ok("int longAgo = 77;")
    with Kernel(spec) as second:
        found = second.request(second.client.history(hist_access_type="search", pattern="*longAgo*"))
        assert [entry[2] for entry in found["history"]][-1] == "int longAgo = 77;"


def test_a_second_stop_says_where_it_is_stuck(kernel):
    import time

    assert kernel.value("1 + 1") == "2"  # it has started
    # a library's loop that never looks
    message_id = kernel.send("LongStream.range(0, 60_000_000_000L).map(Math::abs).sum()")
    end = time.monotonic() + 20
    message = None
    while message is None:
        assert time.monotonic() < end
        time.sleep(0.7)
        kernel.interrupt()
        message = next((m for m in kernel.quiet(0.3) if m["msg_type"] == "stream"), None)
    assert message["parent_header"]["msg_id"] == message_id
    assert "still running, in " in message["content"]["text"]
