"""What the protocol asks of a kernel, as tests that know the words of several kernels.

`jupyter_kernel_test` with every hook filled in, and beyond it what that suite leaves out. test_conformance.py holds
our kernel to all of it; bench/kernel.py --peers counts how many of them each kernel passes.
"""

from __future__ import annotations

import time
import unittest
from types import SimpleNamespace

import jupyter_kernel_test as jkt
from support import Kernel


class Java:
    """What any Java kernel is asked."""

    language_name = "java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    complete_code_samples = ["1", "int x = 1", "for (int i = 0; i < 3; i++) {}", "// no"]
    incomplete_code_samples = ["int f(int x) {", "for (int i = 0;", '"""\ntext', "List.of(1,"]
    invalid_code_samples = ["}", ") + 1", '"not closed']
    code_page_something = "?Math.abs"
    code_generate_error = 'throw new IllegalStateException("on purpose")'
    code_execute_result = [
        {"code": "6*7", "result": "42"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
    ]
    code_display_data = [{"code": 'display("text")', "mime": "text/plain"}]
    code_history_pattern = "6?7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput()"
    words = SimpleNamespace(
        declare="int quiet = 7;",
        name="quiet",
        sum="quiet + 1",
        undefined="noSuchThing",
        fail_later='Thread.sleep(300); throw new RuntimeException("no");',
        read="new Scanner(System.in).nextLine()",
        emoji='var s = "🙂🙂"; Math.hypo',
        completed="hypot",
        loop="long s = 0; while (true) s++;",
        late='new Thread(() -> { try { Thread.sleep(700); } catch (Exception e) {} System.out.println("late"); }).start();',
        sleep="Thread.sleep(900);",
        depend=("int f() { return 1; }", "var kept = f();", "int f() { return 2; }", "kept"),
    )


class JavaCompletion:
    """Matches as JShell gives them."""

    completion_samples = [
        {"text": "Math.hypo", "matches": {"hypot("}},
        {"text": "String.forma", "matches": {"format("}},
    ]


class Flowlab(Java, JavaCompletion):
    file_extension = ".jshell"
    completion_samples = [*JavaCompletion.completion_samples, {"text": "%jar", "matches": {"%jars"}}]
    complete_code_samples = [*Java.complete_code_samples, "%lsmagic"]
    code_display_data = [*Java.code_display_data, {"code": 'display("<b>bold</b>", "text/html")', "mime": "text/html"}]


class OtherJava(Java, JavaCompletion):
    """JJava and rapaio."""


class Python:
    language_name = "python"
    file_extension = ".py"
    code_hello_world = 'print("hello, world")'
    code_stderr = 'import sys; print("oops", file=sys.stderr)'
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "x = 1", "def f(x):\n  return x\n\n", "# no"]
    incomplete_code_samples = ["def f(x):", "print('''text", "[1,"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise RuntimeError('on purpose')"
    code_execute_result = [{"code": "6*7", "result": "42"}, {"code": "'-'.join(['a', 'b'])", "result": "'a-b'"}]
    code_display_data = [{"code": "display('text')", "mime": "text/plain"}]
    code_history_pattern = "6?7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"
    words = SimpleNamespace(
        declare="quiet = 7",
        name="quiet",
        sum="quiet + 1",
        undefined="noSuchThing",
        fail_later="import time; time.sleep(0.3); raise RuntimeError('no')",
        read="input()",
        emoji="s = '🙂🙂'; zi",
        completed="zip",
        loop="while True: pass",
        late="import threading, time\ndef late():\n  time.sleep(0.7); print('late')\nthreading.Thread(target=late).start()",
        sleep="import time; time.sleep(0.9)",
        depend=("def f(): return 1", "kept = f()", "def f(): return 2", "kept"),
    )


class Suite(jkt.KernelTests):
    """The published suite."""


class Welcome(jkt.IopubWelcomeTests):
    support_iopub_welcome = True


class Beyond(unittest.TestCase):
    """What the published suite leaves out."""

    kernel_name: str
    words: SimpleNamespace

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(cls.kernel_name)

    @classmethod
    def tearDownClass(cls):
        cls.kernel.__exit__()

    def count(self, result) -> int:
        return result.reply["content"]["execution_count"]

    def test_silent(self):
        before = self.count(self.kernel.ok("1"))
        silent = self.kernel.run(f"{self.words.declare}\n{self.words.name}", silent=True)
        self.assertEqual(silent.outputs, [])
        self.assertEqual(self.count(self.kernel.ok(self.words.name)), before + 1)

    def test_store_history(self):
        before = self.count(self.kernel.ok("1"))
        self.kernel.ok("2", store_history=False)
        self.assertEqual(self.count(self.kernel.ok("3")), before + 1)

    def test_user_expressions(self):
        self.kernel.ok(self.words.declare)
        asked = {"good": self.words.sum, "bad": self.words.undefined}
        found = self.kernel.ok("1", user_expressions=asked).reply["content"]["user_expressions"]
        self.assertEqual(found["good"]["data"]["text/plain"], "8")
        self.assertEqual(found["bad"]["status"], "error")

    def test_stop_on_error(self):
        ids = [self.kernel.send(code) for code in (self.words.fail_later, "2", "3")]
        statuses = [self.kernel.reply(i)["content"]["status"] for i in ids]
        self.assertNotIn("ok", statuses)

    def test_no_stop_on_error(self):
        ids = [self.kernel.send(self.words.fail_later, stop_on_error=False), self.kernel.send("2")]
        self.assertEqual([self.kernel.reply(i)["content"]["status"] for i in ids], ["error", "ok"])

    def test_stdin(self):
        sent = self.kernel.send(self.words.read, allow_stdin=True)
        asked = self.kernel.client.get_stdin_msg(timeout=10)
        self.assertEqual(asked["msg_type"], "input_request")
        self.kernel.client.input("Ada")
        outputs = self.kernel.outputs(sent)
        self.assertIn("Ada", outputs[-1]["content"]["data"]["text/plain"])

    def test_comm_info(self):
        content = self.kernel.request(self.kernel.client.comm_info())
        self.assertEqual(content["status"], "ok")

    def test_unknown_comm_is_closed(self):
        client = self.kernel.client
        message = client.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
        client.shell_channel.send(message)
        outputs = self.kernel.outputs(message["header"]["msg_id"], timeout=5)
        self.assertEqual([m["msg_type"] for m in outputs if m["msg_type"] != "stream"], ["comm_close"])

    def test_cursor_in_code_points(self):
        code = self.words.emoji
        found = self.kernel.request(self.kernel.client.complete(code, len(code)))
        self.assertTrue(any(match.startswith(self.words.completed) for match in found["matches"]))
        self.assertEqual(found["cursor_end"], len(code))

    def test_output_of_a_thread_lands_in_its_cell(self):
        first = self.kernel.send(self.words.late)
        self.kernel.reply(first)
        self.kernel.reply(self.kernel.send(self.words.sleep))
        printed = [m for m in self.kernel.quiet(0.5) if m["msg_type"] == "stream"]
        self.assertEqual("".join(m["content"]["text"] for m in printed), "late\n")
        self.assertEqual({m["parent_header"]["msg_id"] for m in printed}, {first})

    def test_redefinition_keeps_values(self):
        *cells, value = self.words.depend
        for cell in cells:
            self.kernel.ok(cell)
        self.assertEqual(self.kernel.value(value), "1")

    def test_stop_stops(self):
        sent = self.kernel.send(self.words.loop)
        time.sleep(1)
        start = time.monotonic()
        self.kernel.interrupt()
        self.assertEqual(self.kernel.reply(sent, timeout=10)["content"]["status"], "error")
        self.assertLess(time.monotonic() - start, 2)
        self.kernel.outputs(sent)
        self.assertTrue(any(self.burned(3) < 0.1 for _ in range(10)), "something still runs")
        self.kernel.ok("1")

    def burned(self, seconds: float) -> float:
        """Processor time from now on; a kernel that warms up, or compiles what it ran, comes to rest some time."""
        before = self.kernel.cpu_seconds()
        time.sleep(seconds)
        return 0 if before is None else self.kernel.cpu_seconds() - before

    def test_zz_restart(self):
        self.kernel.ok(self.words.declare)
        self.kernel.manager.restart_kernel()
        self.kernel.client.wait_for_ready(timeout=60)
        self.assertEqual(self.kernel.run(self.words.name).status, "error")


PARTS = (Suite, Welcome, Beyond)


def cases(kernel_name: str, dialect: type) -> list[type[unittest.TestCase]]:
    """The test classes for one kernel, named after their parts."""
    return [
        type(part.__name__, (dialect, part), {"kernel_name": kernel_name, "__module__": __name__}) for part in PARTS
    ]
