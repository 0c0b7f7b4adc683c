"""What a table, a label or an exception holds is text in the page, never markup: payloads against every renderer."""

from html.parser import HTMLParser

import pytest
from conftest import SPECS
from support import COURSE, Kernel

pytestmark = pytest.mark.slow

PAYLOADS = [
    "<payload>",
    '"><payload>',
    "'><payload>",
    "\" onpayload='1' \"",
    "' onpayload='1' '",
    "</script><payload>",
    "</style><payload>",
    "--><payload>",
    "]]><payload>",
    "&lt;payload>&#60;payload&#62;",
    "\\u003cpayload\\u003e",
]
RENDERED = {
    "a record": "record Row(String s) {}\nnew Row(p)",
    "a list": "List.of(p, 1)",
    "a map": "Map.of(p, p)",
    "an array": "new String[] {p}",
    "records in a list": "record Row(String s) {}\nList.of(new Row(p), new Row(p))",
    "a table": "Table.create(p, StringColumn.create(p, p, p))",
    "a cross table": 'Table.create("t", StringColumn.create("a", p), StringColumn.create(p, "b")).sortOn("a")',
    "labels": "scatter(x).title(p).named(p).xlabel(p).ylabel(p)",
    "an alternative text": "scatter(x).describedAs(p)",
    "an alternative text of panels": "panels(1, 2, scatter(x).title(p), scatter(x).title(p)).describedAs(p)",
    "an animation": "Animation.of(2, 5, k -> scatter(x).title(p)).describedAs(p)",
    "a player": "Animation.of(2, 5, k -> scatter(x).title(p)).describedAs(p).player()",
    "a scene": "DensityScene.of(x, 0.5).describedAs(p)",
    "a table of results": 'ResultTable.of(p, p, "b").row(p, p)',
    "a verdict": "new Verdict(p, p, true, List.of(new Verdict.Fact(p, p)), p)",
    "a refusal": "new Verdict(p, p, false, List.of(new Verdict.Fact(p, p)), p)",
    "a report": "new Report(List.of(new Verdict(p, p, false, List.of(), p)))",
    "a chart of XChart": 'var chart = new org.knowm.xchart.XYChartBuilder().title(p).xAxisTitle(p).yAxisTitle(p).build();\n'
                         "chart.addSeries(p, new double[] {1, 2}, new double[] {1, 2});\nchart",
    "a progress": "new flowlab.kernel.api.ProgressDisplay().update(1, 2, Map.of(p, 1.0));",
    "an exception": "throw new IllegalStateException(p);",
    "a cause": "throw new IllegalStateException(p, new java.io.IOException(p));",
    "a file's name": "Files.readString(Path.of(p));",
    "a thread that fails": "var t = new Thread(() -> { throw new IllegalStateException(p); }, p);\nt.start(); t.join();",
}


class Page(HTMLParser):
    """The elements and attributes that a page would make of it."""

    def __init__(self, html: str):
        super().__init__()
        self.planted: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        names = [tag, *(name for name, _ in attributes)]
        self.planted += [name for name in names if "payload" in name]


def planted(outputs: list[dict]) -> list[str]:
    return [
        name
        for message in outputs
        for kind, text in message["content"].get("data", {}).items()
        if kind in ("text/html", "image/svg+xml", "text/markdown")
        for name in Page(text).planted
    ]


@pytest.fixture(scope="module")
def course():
    with Kernel(list(SPECS.values())[-1]) as kernel:
        kernel.ok(COURSE)
        kernel.ok("double[][] x = {{0, 0}, {1, 1}};")
        yield kernel


@pytest.mark.parametrize("what", RENDERED)
def test_what_data_holds_is_text(course, what):
    for payload in PAYLOADS:
        text = payload.replace("\\", "\\\\").replace('"', '\\"')
        course.ok(f'String p = "{text}";')
        result = course.run(RENDERED[what], timeout=60)
        fails = what in ("an exception", "a cause", "a file's name")
        assert result.status == ("error" if fails else "ok"), result.error
        assert planted(result.outputs) == [], payload


def test_what_stands_in_a_comment_is_text_when_asked_for(course):
    course.ok('/** <payload> {@code <payload>} "onpayload=1" <b onpayload="1">b</b> */ int documented(int n) { return n; }')
    course.client.inspect("documented(1)", 4)
    reply = course.client.get_shell_msg(timeout=30)
    assert Page(reply["content"]["data"].get("text/html", "")).planted == []


def test_the_page_sees_what_is_planted(course):
    """What is HTML by its own word is not escaped: it is how the test knows that it can fail."""
    assert planted(course.ok("%%html\n<payload onpayload='1'>").outputs) == ["payload", "onpayload"]
