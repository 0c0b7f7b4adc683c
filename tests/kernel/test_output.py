"""Output arrives: whole, in order, in the right cell, in few messages."""

import re
import time

import pytest

pytestmark = pytest.mark.fast


def test_a_background_thread_prints_into_its_own_cell(kernel):
    first = kernel.send('new Thread(() -> { try { Thread.sleep(700); } catch (Exception e) {} System.out.println("late"); }).start();')
    kernel.reply(first)
    second = kernel.send("Thread.sleep(900);")
    kernel.reply(second)
    texts = {m["parent_header"]["msg_id"]: m["content"]["text"] for m in kernel.quiet(0.3) if m["msg_type"] == "stream"}
    assert texts == {first: "late\n"}


def test_lines_are_gathered(kernel):
    result = kernel.ok("for (int i = 0; i < 1000; i++) System.out.println(i);")
    assert result.stdout == "".join(f"{i}\n" for i in range(1000))
    assert len(result.outputs) <= 10


def test_a_slow_printer_is_seen_at_once(kernel):
    message_id = kernel.send('System.out.println("now"); Thread.sleep(1500);')
    start = time.monotonic()
    while kernel.client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
        pass
    assert time.monotonic() - start < 1
    kernel.reply(message_id)


def test_order_of_text_and_displays(kernel):
    result = kernel.ok('System.out.print("a"); display("b"); System.out.print("c"); "d"')
    assert [m["msg_type"] for m in result.outputs] == ["stream", "display_data", "stream", "execute_result"]


def test_all_of_unicode(kernel):
    text = "äöü 漢字 🙂"
    assert kernel.ok(f'for (byte b : "{text}".getBytes(java.nio.charset.StandardCharsets.UTF_8)) System.out.write(b);').stdout == text


def test_update_display(kernel):
    result = kernel.ok('var shown = show("old"); shown.update("new"); updateDisplay(shown.id(), "newest");')
    contents = [m["content"] for m in result.outputs]
    assert [c["data"]["text/plain"] for c in contents] == ["old", "new", "newest"]
    assert len({c["transient"]["display_id"] for c in contents}) == 1
    assert [m["msg_type"] for m in result.outputs] == ["display_data"] + 2 * ["update_display_data"]


def test_clear_output(kernel):
    result = kernel.ok("clearOutput(true);")
    assert [m["content"] for m in result.of("clear_output")] == [{"wait": True}]


@pytest.mark.parametrize(
    "code, mime, text",
    [
        ('markdown("**a** $x_t$")', "text/markdown", "**a** $x_t$"),
        ('latex("x_t")', "text/latex", "$$x_t$$"),
        ('latex("$x_t$")', "text/latex", "$x_t$"),
        ('html("<b>a</b>")', "text/html", "<b>a</b>"),
        ('svg("<svg/>")', "image/svg+xml", "<svg/>"),
    ],
)
def test_text_that_is_set(kernel, code, mime, text):
    (message,) = kernel.ok(code).of("execute_result")
    assert message["content"]["data"][mime] == text


def test_an_own_mime_bundle(kernel):
    kernel.ok(
        "class Shown { public Map<String, Object> mimeBundle() {"
        ' return Map.of("text/html", "<i>x</i>", "image/png", new byte[] {1, 2}, "text/plain", "x"); } }'
    )
    (message,) = kernel.ok("new Shown()").of("execute_result")
    assert message["content"]["data"] == {"text/html": "<i>x</i>", "image/png": "AQI=", "text/plain": "x"}


@pytest.mark.parametrize(
    "code, text",
    [
        ("new int[] {1, 2}", "[1, 2]"),
        ("new double[2][2]", "[[0.0, 0.0], [0.0, 0.0]]"),
        ("new TreeMap<>(Map.of(1, new int[] {2}))", "{1=[2]}"),
        ("record Pair(int a, int[] b) {}\nnew Pair(1, new int[] {2})", "Pair[a=1, b=[2]]"),
        ("null", None),
        ("'c'", "c"),
        ("class Nameless { public String toString() { return null; } }\nnew Nameless()", "null"),
        ("List.of();", "[]"),
        ("new ArrayList<Integer>().add(1);", None),
    ],
)
def test_values_as_text(kernel, code, text):
    if code == "List.of();":
        assert kernel.ok(code).value is None  # a legal Java statement stays quiet
    else:
        assert kernel.value(code) == text


@pytest.mark.parametrize(
    "code, cells",
    [
        ("record Row(int n, String s) {}\nnew Row(7, \"<a>\")", [["n", "7"], ["s", "&lt;a&gt;"]]),
        ("List.of(new Row(1, null), new Row(2, \"b\"))", [["", "n", "s"], ["0", "1", "null"], ["1", "2", "b"]]),
        ("new TreeMap<>(Map.of(1, 2.0 / 3, 2, List.of(1, 2)))", [["1", "0.666667"], ["2", "[1, 2]"]]),
        ("new int[][] {{1, 2}, {3}}", [["0", "1", "2"], ["1", "3"]]),
        ("new double[] {1, 2.5}", [["", "0", "1"], ["", "1", "2.5"]]),
        ('List.of("a", 1)', [["0", "a"], ["1", "1"]]),
    ],
)
def test_values_as_tables(kernel, code, cells):
    (message,) = kernel.ok(code).of("execute_result")
    html = message["content"]["data"]["text/html"]
    assert [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in html.split("</tr>")[:-1]] == cells
    assert "style" not in html and "color" not in html  # readable on light and dark


def test_long_tables_are_cut(kernel):
    (message,) = kernel.ok("IntStream.range(0, 100_000).boxed().toList()").of("execute_result")
    html = message["content"]["data"]["text/html"]
    assert html.count("<tr>") == 16 and "<td>99999</td>" in html and "100,000 rows" in html
    assert "text/html" not in kernel.ok("new ArrayList<>()").of("execute_result")[0]["content"]["data"]


def test_names_of_classes_are_the_readers_own(kernel):
    assert kernel.value("class Plain {}\nnew Plain()").startswith("Plain@")


def test_long_values_are_cut(kernel):
    assert len(kernel.value("new int[10_000_000]")) < 1000


def test_images(kernel):
    (message,) = kernel.ok("new java.awt.image.BufferedImage(30, 20, 1)").of("execute_result")
    assert message["content"]["data"]["image/png"].startswith("iVBOR")
    assert message["content"]["metadata"]["image/png"] == {"width": 30, "height": 20}
    assert 'alt="image 30×20"' in message["content"]["data"]["text/html"]


def test_a_compile_error_is_underlined(kernel):
    error = kernel.run("int fine = 1;\nint bad = fine + nothing;").error
    assert "line 2: cannot find symbol" in error
    assert pointed_at(error, 1).startswith("nothing")


def pointed_at(error: str, line: int) -> str:
    """The source from where the caret below it stands."""
    source, marks = [line.split("|", 1)[1] for line in error.split("\n")[line : line + 2]]
    return source[marks.index("^") :]


def test_an_exception_names_cell_and_line(kernel):
    declared = kernel.ok("int divide(int a) {\n  return a / 0;\n}").reply["content"]["execution_count"]
    result = kernel.run("\ndivide(3)")
    called = result.reply["content"]["execution_count"]
    assert result.reply["content"]["ename"] == "ArithmeticException"
    assert f"in divide, Cell {declared}, line 2" in result.error
    assert f"in Cell {called}, line 2" in result.error
    assert "jdk.jshell" not in result.error and "flowlab" not in result.error
    assert pointed_at(result.error, 2) == "/ 0;" and pointed_at(result.error, 5) == "divide(3)"


def test_an_exception_of_a_library_points_at_its_call(kernel):
    error = kernel.run('var n = 1;\nInteger.parseInt("one") + n').error
    assert "NumberFormatException" in error and "more frame" in error
    assert pointed_at(error, len(error.split("\n")) - 2).startswith("parseInt(")


def test_what_was_null_is_named_as_the_reader_named_it(kernel):
    error = kernel.run("String nobody = null;\nnobody.length()").error
    assert 'because "nobody" is null' in error and "REPL" not in error
    assert pointed_at(error, 2) == "length()"


def test_causes_are_shown(kernel):
    error = kernel.run('throw new IllegalStateException("outer", new RuntimeException("inner"))').error
    assert "IllegalStateException: outer" in error and "caused by RuntimeException: inner" in error
