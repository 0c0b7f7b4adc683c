"""What jupyter_kernel_test leaves out of the protocol."""

import time
from pathlib import Path

import pytest
from support import TIMEOUT

pytestmark = pytest.mark.fast


def test_silent_says_nothing_and_counts_nothing(kernel):
    before = kernel.ok("1").reply["content"]["execution_count"]
    silent = kernel.ok("int quiet = 7; quiet", silent=True)
    assert silent.outputs == []
    assert kernel.ok("quiet").reply["content"]["execution_count"] == before + 1


def test_store_history(kernel):
    before = kernel.ok("1").reply["content"]["execution_count"]
    kernel.ok("int unseen = 1", store_history=False)
    assert kernel.ok("unseen").reply["content"]["execution_count"] == before + 1
    history = kernel.request(kernel.client.history(hist_access_type="tail", n=5, raw=True))
    assert "int unseen = 1" not in [entry[2] for entry in history["history"]]


def test_user_expressions(kernel):
    result = kernel.ok("int u = 20", user_expressions={"good": "u + 1", "bad": "u.nothing()"})
    found = result.reply["content"]["user_expressions"]
    assert found["good"]["data"]["text/plain"] == "21"
    assert found["bad"]["status"] == "error" and found["bad"]["ename"]


def test_an_error_aborts_what_waits(kernel):
    ids = [kernel.send(code) for code in ('Thread.sleep(300); throw new Error("no")', "2", "3")]
    statuses = [kernel.reply(i)["content"]["status"] for i in ids]
    assert statuses == ["error", "error", "error"]
    assert kernel.value("4") == "4"


def test_cursors_are_counted_in_code_points(kernel):
    code = 'var s = "🙂🙂"; Math.hypo'
    found = kernel.request(kernel.client.complete(code, len(code)))
    assert found["matches"] == ["hypot("]
    assert code[found["cursor_start"] : found["cursor_end"]] == "hypo"
    assert found["cursor_end"] == len(code)


def test_completion_in_the_middle_of_a_cell(kernel):
    code = "int before = 1;\nMath.hyp;\nint after = 2;"
    found = kernel.request(kernel.client.complete(code, code.index(";\nint after")))
    assert found["matches"] == ["hypot("]


def test_completion_knows_what_the_cell_itself_declares(kernel):
    code = 'var word = "abc";\nword.lengt'
    assert kernel.request(kernel.client.complete(code))["matches"] == ["length()"]


@pytest.mark.parametrize(
    "code, match",
    [
        ("java.util.concurr", "concurrent"),  # a package
        ("new ArrayLi", "ArrayList"),
        ("Stream.of(1).filt", "filter("),
        ("record Plan(int width, int height) {}\nvar plan = new Plan(1, 2);\nplan.wid", "width()"),
        ("%%writ", "%%writefile"),
        ("int x = 1;\n%ti", "%time"),
    ],
)
def test_completion_knows(kernel, code, match):
    end = time.monotonic() + TIMEOUT  # JShell reads the names of all packages in the background
    while True:
        found = kernel.request(kernel.client.complete(code))
        if any(each.startswith(match) for each in found["matches"]):
            break
        assert time.monotonic() < end, found["matches"]
        time.sleep(0.5)


def test_inspection_shows_signature_and_javadoc(kernel):
    found = kernel.request(kernel.client.inspect("Math.hypot(", len("Math.hypot(")))
    assert "double Math.hypot(double" in found["data"]["text/plain"]
    assert "text/html" in found["data"]


def test_inspection_shows_the_javadoc_of_the_jdk(kernel, spec):
    from conftest import JDKS

    if not (Path(JDKS[spec.split("-")[1]]).resolve().parents[1] / "lib" / "src.zip").exists():
        pytest.skip("this JDK came without its sources")
    data = kernel.request(kernel.client.inspect("Math.hypot("))["data"]
    assert "without intermediate overflow" in data["text/plain"]
    assert "without intermediate overflow" in data["text/html"]


def test_inspection_shows_a_variable(kernel):
    kernel.ok("int inspected = 12")
    found = kernel.request(kernel.client.inspect("inspected"))
    assert found["data"]["text/plain"] == "int inspected = 12"


def test_inspecting_nothing_finds_nothing(kernel):
    found = kernel.request(kernel.client.inspect("noSuchThing"))
    assert found["status"] == "ok" and not found["found"]


def test_replies_have_a_status(kernel):
    client = kernel.client
    for message_id in (client.kernel_info(), client.comm_info(), client.history(), client.is_complete("1")):
        assert "status" in kernel.request(message_id)
    assert kernel.request(client.comm_info())["status"] == "ok"


def test_an_error_in_one_line_says_the_name_that_is_not_found(kernel):
    def said(code: str) -> str:
        return kernel.run(code).reply["content"]["evalue"]

    assert said("nothing + 1") == "cannot find symbol: variable nothing"
    assert said("Math.none(1)") == "cannot find symbol: method none(int)"
    assert said("new Nobody()") == "cannot find symbol: class Nobody"
    assert said('int i = "text";') == "incompatible types: java.lang.String cannot be converted to int"


def test_an_unknown_request_is_ignored(kernel):
    kernel.client.shell_channel.send(kernel.client.session.msg("no_such_request", {}))
    assert kernel.value("1+1") == "2"


def test_a_scanner_reads_what_is_typed(kernel):
    code = 'var name = new Scanner(System.in).nextLine(); "Hello " + name'
    message_id = kernel.send(code, allow_stdin=True)
    asked = kernel.client.get_stdin_msg(timeout=30)
    assert asked["msg_type"] == "input_request" and not asked["content"]["password"]
    kernel.client.input("Ada")
    assert kernel.outputs(message_id)[0]["content"]["data"]["text/plain"] == "Hello Ada"


def test_input_and_password_prompt(kernel):
    message_id = kernel.send('input("user? ") + password("word? ")', allow_stdin=True)
    first = kernel.client.get_stdin_msg(timeout=30)["content"]
    kernel.client.input("a")
    second = kernel.client.get_stdin_msg(timeout=30)["content"]
    kernel.client.input("b")
    assert first == {"prompt": "user? ", "password": False}
    assert second == {"prompt": "word? ", "password": True}
    assert kernel.outputs(message_id)[0]["content"]["data"]["text/plain"] == "ab"


def test_no_input_where_the_front_end_has_none(kernel):
    result = kernel.run("new Scanner(System.in).nextLine()", allow_stdin=False)
    assert result.status == "error" and "input" in result.error
