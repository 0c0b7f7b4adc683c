"""Subshells (JEP 91): what ipykernel's test_subshells.py asks of them, and what else they touch."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from debugging import Debugger
from page import Page
from shells import Shells
from support import TIMEOUT, Kernel

pytestmark = pytest.mark.fast
BOTH = pytest.mark.parametrize("beside", [(False, True), (True, False), (True, True)])


@pytest.fixture(scope="module", params=["disabled", "required"])
def shells(spec, request):
    """Of a kernel in the clear, and of one that encrypts."""
    with Kernel(spec, encryption=request.param) as kernel:
        yield Shells(kernel)


@pytest.fixture
def pair(shells, beside):
    """Two shells, of which the main one may be one."""
    made = [shells.create() if each else None for each in beside]
    yield made
    for each in filter(None, made):
        shells.delete(each)
    assert shells.all() == []


@pytest.fixture
def sub(shells):
    made = shells.create()
    yield made
    if made in shells.all():
        shells.delete(made)


@pytest.fixture
def alone(spec):
    """Two shells of a kernel of one's own: what befalls it befalls no other test."""
    with Kernel(spec) as kernel:
        shells = Shells(kernel)
        yield shells, shells.create()


# -- what ipykernel's tests ask


def test_supported(shells):
    assert "kernel subshells" in shells.kernel.request(shells.client.kernel_info())["supported_features"]


def test_lifetime(shells):
    assert shells.all() == []
    one, two = shells.create(), shells.create()
    assert one != two and shells.all() == [one, two]
    assert shells.delete(one) == {"status": "ok"}
    assert shells.all() == [two]
    shells.delete(two)
    assert shells.all() == []


THREADS = 'Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("flowlab-sub")).count()'


def test_each_has_a_thread_while_it_lives(shells):
    assert shells.ok(THREADS).value == "0"
    made = shells.create()
    assert shells.ok(THREADS).value == "1"
    mine, other = (shells.ok("Thread.currentThread().getId()", each).value for each in (None, made))
    assert mine != other
    assert shells.ok("Thread.currentThread().getId()", made).value == other
    shells.delete(made)
    shells.until(f"{THREADS} == 0")


@BOTH
@pytest.mark.parametrize("overlap", [True, False])
def test_two_cells_run_at_once(shells, pair, overlap):
    shells.ok("var meet = new CyclicBarrier(2); volatile boolean began = false, ended = false, passed = false;")
    codes = (
        [
            "meet.await(); began = true; meet.await(); meet.await(); ended = true;",
            "meet.await(); meet.await(); assert began && !ended; meet.await();",
        ]
        if overlap
        else [
            "meet.await(); while (!passed) Thread.sleep(1); ended = true;",
            "meet.await(); assert !ended; passed = true;",
        ]
    )
    sent = [shells.send(code, each) for code, each in zip(codes, pair, strict=True)]
    assert [result.status for result in shells.gather(*sent)] == ["ok", "ok"]


def test_made_while_a_cell_runs(shells):
    running = shells.send("Thread.sleep(300);")
    reply = shells.control("create_subshell_request")
    (result,) = shells.gather(running)
    assert reply["header"]["date"] < result.reply["header"]["date"]
    shells.delete(reply["content"]["subshell_id"])


@pytest.mark.parametrize("restart", [True, False])
def test_shutdown_with_a_busy_subshell(alone, restart):
    shells, made = alone
    shells.send("while (true) { }", made)
    shells.quiet(0.5)
    if restart:
        shells.kernel.manager.restart_kernel()
        shells.kernel.client.wait_for_ready(timeout=TIMEOUT)
        assert shells.all() == []
        assert shells.run("1", made).reply["content"]["ename"] == "NoSubshell"
    else:
        shells.kernel.client.shutdown()
        end = time.monotonic() + 10
        while shells.kernel.manager.is_alive() and time.monotonic() < end:
            time.sleep(0.05)
        assert not shells.kernel.manager.is_alive()


@BOTH
def test_a_failure_aborts_what_waits_in_its_own_shell(shells, pair):
    sent = [
        shells.send("Thread.sleep(300); throw new IllegalStateException();", pair[0]),
        shells.send('System.out.println("hello");', pair[0]),
        shells.send('System.out.println("goodbye");', pair[0]),
        shells.send("Thread.sleep(500);", pair[1]),
        shells.send('System.out.println("other");', pair[1]),
    ]
    results = shells.gather(*sent)
    assert [each.reply["parent_header"]["subshell_id"] for each in results] == [pair[0]] * 3 + [pair[1]] * 2
    assert [each.status for each in results] == ["error"] * 3 + ["ok"] * 2
    assert [each.reply["content"]["ename"] for each in results[:3]] == ["IllegalStateException", "Aborted", "Aborted"]
    assert results[4].stdout == "other\n"
    checked = shells.ok('System.out.println("check");', pair[0])
    assert checked.reply["parent_header"]["subshell_id"] == pair[0]


@BOTH
def test_status_messages_belong_to_their_shells(shells, pair):
    results = shells.gather(*(shells.send("Thread.sleep(200);", each) for each in pair))
    for each, result in zip(pair, results, strict=True):
        states = Counter(message["content"]["execution_state"] for message in result.of("status"))
        assert states == {"busy": 1, "idle": 1}
        assert {message["parent_header"].get("subshell_id") for message in result.outputs} == {each}


@pytest.mark.parametrize("where", [0, 1])
def test_silent_cells_are_silent(shells, sub, where):
    quiet, loud = (None, sub) if where else (sub, None)
    sent = shells.send("Thread.sleep(200); int unheard = 3; unheard", quiet, silent=True)
    noisy = shells.send('System.out.println("noisy");', loud)
    silent, heard = shells.gather(sent, noisy)
    assert {message["msg_type"] for message in silent.outputs} == {"status"}
    assert heard.stdout == "noisy\n"


# -- refusals


def test_an_unknown_subshell_is_refused(shells):
    result = shells.run("System.out.println(1);", "nobody")
    assert result.status == "error" and result.reply["content"]["ename"] == "NoSubshell"
    assert "nobody" in result.reply["content"]["evalue"]
    assert [message["content"]["execution_state"] for message in result.outputs] == ["busy", "idle"]
    assert shells.interrupt("nobody")["ename"] == "NoSubshell"
    assert shells.ok("1 + 1", "").value == "2"  # no name is the main shell's


def test_what_is_not_there_cannot_be_deleted(shells):
    made = shells.create()
    shells.delete(made)
    for refused in (shells.delete(made), shells.delete("nobody")):
        assert refused["status"] == "error" and "there is no subshell" in refused["evalue"]
    refused = shells.control("delete_subshell_request")["content"]
    assert refused["status"] == "error" and "names no subshell_id" in refused["evalue"]


def test_a_busy_subshell_is_deleted(shells):
    made = shells.create()
    shells.ok("volatile boolean go = false, begun = false;")
    running = shells.send('begun = true; while (!go) Thread.sleep(1); System.out.println("done");', made)
    waiting = shells.send('System.out.println("never");', made)
    shells.until("begun")
    assert shells.delete(made)["status"] == "ok" and shells.all() == []
    late = shells.run("1", made)
    shells.ok("go = true;")
    done, aborted = shells.gather(running, waiting)
    assert done.stdout == "done\n" and done.status == "ok"
    assert aborted.reply["content"]["ename"] == "Aborted" and "deleted" in aborted.reply["content"]["evalue"]
    assert late.reply["content"]["ename"] == "NoSubshell"
    shells.until(f"{THREADS} == 0")


def test_an_endless_cell_of_a_deleted_subshell_can_be_stopped(shells):
    made = shells.create()
    running = shells.send("while (true) { }", made)
    shells.quiet(0.3)
    shells.delete(made)
    shells.interrupt()
    (result,) = shells.gather(running)
    assert result.reply["content"]["ename"] == "Interrupted"
    shells.until(f"{THREADS} == 0")


# -- variables, counts, outputs


def test_all_shells_share_the_notebook(shells, sub):
    shells.ok("int shared = 1; int plus(int n) { return n + shared; }")
    shells.ok("shared = 41; record Here(int n) {}", sub)
    assert shells.ok("new Here(plus(1))").value == "Here[n=42]"
    assert shells.ok("plus(2)", sub).value == "43"


def test_what_one_runs_does_not_keep_others_from_compiling(shells, sub):
    shells.ok("volatile boolean go = false;")
    running = shells.send('while (!go) Thread.sleep(1); int after = 7; String of(int n) { return "n" + n; } of(after)')
    shells.ok("class Meanwhile { int two() { return 2; } }", sub)
    assert shells.ok("int n = new Meanwhile().two(); n + 1", sub).value == "3"
    shells.ok("go = true;", sub)
    (result,) = shells.gather(running)
    assert result.value == "n7"
    assert shells.ok("after + n", sub).value == "9"


def test_many_cells_of_four_shells(shells):
    """Each declares, runs and shows its own, with errors in between."""
    made = [None, *(shells.create() for _ in range(3))]
    sent, expected = [], []
    for i in range(12):
        for k, each in enumerate(made):
            sent.append(shells.send(f"int v{k} = {i} * 10 + {k}; System.out.print(v{k}); v{k} + 1", each))
            expected.append(("ok", str(10 * i + k), str(10 * i + k + 1)))
            sent.append(shells.send(f"int[] none{k} = {{}}; none{k}[{i}]", each, stop_on_error=False))
            expected.append(("error", "", None))
    results = shells.gather(*sent, timeout=60)
    assert [(each.status, each.stdout, each.value) for each in results] == expected
    for i, result in enumerate(results):
        if i % 2:
            assert result.reply["content"]["ename"] == "ArrayIndexOutOfBoundsException"
            assert f"Cell {result.reply['content']['execution_count']}, line 1" in result.error
    counts = [each.reply["content"]["execution_count"] for each in results]
    assert sorted(counts) == list(range(min(counts), min(counts) + len(counts)))  # each once
    for k in range(4):
        own = [count for i, count in enumerate(counts) if i // 2 % 4 == k]
        assert own == sorted(own)
    for each in filter(None, made):
        shells.delete(each)


def test_a_count_is_its_cells_own(shells, sub):
    shells.ok("volatile boolean go = false, begun = false;")
    running = shells.send("begun = true; while (!go) Thread.sleep(1);")
    shells.until("begun", sub)
    later = shells.ok("go = true;", sub)
    (first,) = shells.gather(running)
    assert later.reply["content"]["execution_count"] > first.reply["content"]["execution_count"]
    (shown,) = first.of("execute_input")
    assert shown["content"]["execution_count"] == first.reply["content"]["execution_count"]


def test_outputs_go_where_they_belong(shells, sub):
    code = """for (int i = 0; i < 20; i++) {{ System.out.println("{0}"); System.err.println("e{0}"); Thread.sleep(5); }}
        var t{0} = new Thread(() -> {{ System.out.println("thread of {0}"); display("{0}!"); }});
        t{0}.start(); t{0}.join();
        CompletableFuture.runAsync(() -> System.out.println("task of {0}")).join();
        "value of {0}" """
    results = shells.gather(shells.send(code.format("a")), shells.send(code.format("b"), sub))
    for name, result in zip("ab", results, strict=True):
        assert result.stdout == f"{name}\n" * 20 + f"thread of {name}\ntask of {name}\n"
        assert result.stderr == f"e{name}\n" * 20
        assert result.of("display_data")[0]["content"]["data"]["text/plain"] == f"{name}!"
        assert result.value == f"value of {name}"


def test_threads_that_know_no_cell_print_under_one_that_still_runs(shells, sub):
    """The common pool is everybody's; a cell that has ended must not get what another one prints there."""
    shells.ok("volatile boolean go = false;")
    running = shells.send("""while (!go) Thread.sleep(1);
        IntStream.range(0, 1000).parallel().forEach(i -> { if (i % 100 == 0) System.out.println("mine"); });""")
    shells.ok(
        'System.out.println("short");'
        " CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> go = true);  // when no other runs",
        sub,
    )
    (result,) = shells.gather(running)
    assert result.stdout == "mine\n" * 10


def test_displays_are_known_by_their_own_thread(shells, sub):
    """A cell that ends with display(x) shows no id, though another shell has displayed since."""
    code = "for (int i = 0; i < 200; i++) display(i); display(-1)"
    for result in shells.gather(shells.send(code), shells.send(code, sub)):
        assert result.value is None


def test_progress_of_two_loops(shells, sub):
    shells.ok("import flowlab.kernel.api.ProgressDisplay;")
    code = """var {0} = new ProgressDisplay();
        for (int k = 1; k <= {1}; k++) {{ {0}.update(k, 40, Map.of("{0}", 1.0)); Thread.sleep(5); }}"""
    results = shells.gather(shells.send(code.format("pa", 40)), shells.send(code.format("pb", 30), sub))
    for name, end, result in zip(("pa", "pb"), ("40 steps", "step 30 of 40"), results, strict=True):
        shown = [m["content"]["data"]["text/plain"] for m in result.outputs if "display_data" in m["msg_type"]]
        assert all(name in text for text in shown) and shown[-1].startswith(end)
        assert ("stopped" in shown[-1]) == (name == "pb")  # cut off where its cell ended, and not before


def test_where_a_cell_puts_its_streams_the_other_is_not_disturbed(shells, sub):
    shells.ok("volatile boolean go = false; var into = new ByteArrayOutputStream(); var plain = System.out;")
    running = shells.send(
        "System.setOut(new PrintStream(into, true)); while (!go) Thread.sleep(1);"
        ' System.out.print("kept"); System.setOut(plain);'
    )
    shells.until("System.out != plain", sub)
    shells.ok("1", sub)
    shells.ok("go = true;", sub)
    (result,) = shells.gather(running)
    assert result.stdout == "" and shells.ok("into.toString()").value == "kept"


def test_timing_and_commands(shells, sub):
    results = shells.gather(
        shells.send("%time Thread.sleep(300)"),
        shells.send("%time Thread.sleep(300)", sub),
        shells.send("!echo $((6 * 7))", sub),
    )
    for each in results[:2]:
        assert "ms" in each.stdout and 290 < float(each.stdout.split()[0]) < 900
    assert results[2].stdout == "42\n"


def test_assistance_beside_a_running_cell(shells, sub):
    shells.ok("volatile boolean go = false; String wordy = null;")
    running = shells.send("while (!go) Thread.sleep(1);")
    asked = shells.post("complete_request", {"code": "wordy.toLow", "cursor_pos": 11}, sub)
    (completed,) = shells.gather(asked)
    assert "toLowerCase(" in completed.reply["content"]["matches"]
    (inspected,) = shells.gather(shells.post("inspect_request", {"code": "wordy", "cursor_pos": 3}, sub))
    assert "String" in inspected.reply["content"]["data"]["text/plain"]
    (complete,) = shells.gather(shells.post("is_complete_request", {"code": "int f() {"}, sub))
    assert complete.reply["content"]["status"] == "incomplete"
    shells.ok("go = true;", sub)
    shells.gather(running)


# -- input


def test_two_cells_ask_one_after_the_other(shells, sub):
    code = 'String {0} = input("{0}?");'
    sent = [shells.send(code.format("first"), allow_stdin=True)]
    asked = [shells.client.get_stdin_msg(timeout=TIMEOUT)]
    sent.append(shells.send(code.format("second"), sub, allow_stdin=True))
    shells.quiet(0.4)
    assert not shells.client.stdin_channel.msg_ready()
    shells.client.input("one")
    asked.append(shells.client.get_stdin_msg(timeout=TIMEOUT))
    shells.client.input("two")
    assert all(result.status == "ok" for result in shells.gather(*sent))
    assert [each["content"]["prompt"] for each in asked] == ["first?", "second?"]
    assert [each["parent_header"]["subshell_id"] for each in asked] == [None, sub]
    assert shells.ok("first + second").value == "onetwo"


@pytest.mark.parametrize("code", ['input("b?")', "new Scanner(System.in).nextLine()"])
def test_who_waits_to_ask_can_be_stopped(shells, sub, code):
    asking = shells.send(code, allow_stdin=True)
    shells.client.get_stdin_msg(timeout=TIMEOUT)
    waiting = shells.send(code, sub, allow_stdin=True)
    shells.quiet(0.4)
    shells.interrupt(sub)
    (stopped,) = shells.gather(waiting)
    assert stopped.reply["content"]["ename"] == "Interrupted"
    shells.client.input("here")
    assert shells.gather(asking)[0].value == "here"


def test_a_front_end_that_cannot_be_asked(shells, sub):
    result = shells.run('input("?")', sub, allow_stdin=False)
    assert "does not let cells ask" in result.error


# -- stop

ENDLESS = {
    "a loop": "long n = 0; while (true) n++;",
    "a wait": "Thread.sleep(600_000);",
    "helpers": "IntStream.range(0, 1 << 30).parallel().forEach(i -> { while (true) { } });",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_stop_means_the_main_shell_first(shells, sub, kind):
    main, beside = shells.send(ENDLESS[kind]), shells.send("while (true) { }", sub)
    shells.quiet(0.5)
    shells.kernel.interrupt()
    (result,) = shells.gather(main)
    assert result.reply["content"]["ename"] == "Interrupted"
    assert shells.ok("1 + 1").value == "2"  # and the other goes on
    assert not any(m["parent_header"].get("msg_id") == beside for m in shells.quiet(0.3))
    shells.kernel.interrupt()  # nothing runs in the main shell now
    (result,) = shells.gather(beside)
    assert result.reply["content"]["ename"] == "Interrupted"


@pytest.mark.parametrize("kind", ENDLESS)
def test_stop_of_a_named_subshell(shells, sub, kind):
    main = shells.send("volatile boolean go = false; while (!go) Thread.sleep(1);")
    beside = shells.send(ENDLESS[kind], sub)
    shells.quiet(0.5)
    assert shells.interrupt(sub) == {"status": "ok"}
    (result,) = shells.gather(beside)
    assert result.reply["content"]["ename"] == "Interrupted"
    shells.ok("go = true;", sub)
    assert shells.gather(main)[0].status == "ok"


def test_stop_while_a_stopped_cell_ends_leaves_the_other_alone(shells, sub):
    """The check that stops is everybody's: who is not meant passes it."""
    counting = shells.send(
        "long turns = 0; long end = System.nanoTime() + 1_500_000_000L;"
        " while (System.nanoTime() < end) turns++; turns > 0",
        sub,
    )
    for _ in range(3):
        main = shells.send("while (true) { }")
        shells.quiet(0.15)
        shells.kernel.interrupt()
        assert shells.gather(main)[0].reply["content"]["ename"] == "Interrupted"
    assert shells.gather(counting)[0].value == "true"


def test_stop_before_the_kernel_is_ready(alone):
    shells, made = alone
    running = shells.send("while (true) { }", made)
    while not any(m["msg_type"] == "execute_input" for m in shells.published.get(running, [])):
        shells.next()
    shells.kernel.interrupt()
    (result,) = shells.gather(running)
    assert result.reply["content"]["ename"] == "Interrupted"
    assert shells.ok("1 + 1", made).value == "2"


# -- widgets


@pytest.fixture
def page(shells, sub):
    page = Page(shells.kernel)
    page.subshell, page.read = sub, shells.next
    return page


def test_a_slider_moves_while_a_cell_runs(shells, page):
    shown = page.show(
        "volatile boolean go = false;"
        'var moved = new IntSlider(0, 10, 3).observe(v -> System.out.println("at " + v)); moved'
    )
    running = shells.send("while (!go) Thread.sleep(1); moved.value()")
    heard = page.move(shown, value=7)
    assert "".join(m["content"]["text"] for m in heard if m["msg_type"] == "stream") == "at 7\n"
    assert {m["parent_header"].get("subshell_id") for m in heard if m["msg_type"] == "comm_msg"} == {page.subshell}
    shells.ok("go = true;", page.subshell)
    (result,) = shells.gather(running)
    assert result.value == "7" and result.stdout == ""


def test_a_button_ends_a_loop_softly(shells, page):
    shown = page.show(
        'volatile boolean begun = false, enough = false; var stop = new Button("stop").onClick(() -> enough = true); stop'
    )
    running = shells.send("int steps = 0; while (!enough) { steps++; begun = true; Thread.sleep(1); } steps > 0")
    shells.until("begun", page.subshell)
    page.click(shown)
    assert shells.gather(running)[0].value == "true"


def test_a_picture_is_drawn_anew_while_a_cell_runs(shells, page):
    box = page.show('volatile boolean go = false; interact(new IntSlider(0, 10, 3), v -> "picture " + v)')
    slider, output = page.children(box)
    running = shells.send("while (!go) Thread.sleep(1);")
    page.move(slider, value=8)
    (shown,) = page.states[output]["outputs"]
    assert shown["data"]["text/plain"] == "picture 8"
    shells.ok("go = true;", page.subshell)
    shells.gather(running)


def test_an_endless_handler_is_stopped_and_not_the_cell(shells, page):
    shown = page.show(
        "volatile boolean go = false;var bad = new IntSlider(0, 10, 3).observe(v -> { while (true) { } }); bad"
    )
    running = shells.send("while (!go) Thread.sleep(1);")
    sent = page.post(shown, method="update", state={"value": 4}, buffer_paths=[])
    shells.quiet(0.4)
    shells.interrupt(page.subshell)
    (error,) = [m for m in page.until_idle(sent) if m["msg_type"] == "error"]
    assert error["content"]["ename"] == "Interrupted"
    shells.ok("go = true;", page.subshell)
    assert shells.gather(running)[0].status == "ok"


def test_a_handler_never_meets_itself_and_the_last_value_is_heard(shells, page):
    """The page and the cell move the same slider."""
    shown = page.show("""var inside = new java.util.concurrent.atomic.AtomicInteger(); volatile boolean met = false;
        volatile int last = 0;
        var both = new IntSlider(0, 10_000, 0).observe(v -> {
          met |= inside.incrementAndGet() > 1; Thread.yield(); last = v; inside.decrementAndGet(); });
        both""")
    running = shells.send("for (int i = 1; i <= 2000; i++) both.value(5000 + i);")
    for value in range(1, 200):
        sent = page.post(shown, method="update", state={"value": value}, buffer_paths=[])
    shells.gather(running)
    while not shells.is_idle(sent):
        shells.next()
    assert shells.ok('met + " " + (last == both.value())').value == "false true"


def test_widgets_belong_to_the_cell_that_made_them(shells, page):
    """A cell that runs again closes its own, and not those that a cell of another shell made meanwhile."""

    def send(code, cell, subshell=None):
        message = shells.client.session.msg("execute_request", {"code": code}, metadata={"cellId": cell})
        message["header"]["subshell_id"] = subshell
        shells.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    shells.ok("volatile boolean go = false; IntSlider mine, other;")
    first = send("while (!go) Thread.sleep(1); mine = new IntSlider(0, 1, 0); mine", "one")
    shells.gather(send("other = new IntSlider(0, 1, 0); go = true; other", "two", page.subshell))
    shells.gather(first)
    again = send("1", "one")
    (result,) = shells.gather(again)
    closed = [m["content"]["comm_id"] for m in result.of("comm_close")]
    assert shells.ok("mine.id()").value in closed and shells.ok("other.id()").value not in closed


def test_what_waits_is_overtaken_on_its_own_subshell(shells, page):
    shown = page.show(
        "var told = new ArrayList<Integer>(); volatile boolean go = false;"
        "var slow = new IntSlider(0, 1000, 0).observe(v -> {"
        " told.add(v); try { Thread.sleep(50); } catch (InterruptedException e) { } }); slow"
    )
    running = shells.send("while (!go) Thread.sleep(1);")
    for value in range(1, 101):
        sent = page.post(shown, method="update", state={"value": value}, buffer_paths=[])
    page.until_idle(sent)
    shells.ok("go = true;", page.subshell)
    shells.gather(running)
    told = [int(each) for each in shells.ok("told").value.strip("[]").split(", ")]
    assert told[-1] == 100 and len(told) < 50


def test_a_widget_whose_subshell_is_gone_is_heard_in_the_main_shell(shells, page):
    shown = page.show("var left = new IntSlider(0, 10, 3); left")
    shells.delete(page.subshell)
    page.move(shown, value=9)
    assert shells.ok("left.value()").value == "9"


def test_what_a_widget_said_before_its_subshell_was_deleted_is_heard(shells, page):
    shown = page.show("volatile boolean go = false; var said = new IntSlider(0, 10, 3); said")
    running = shells.send("while (!go) Thread.sleep(1);", page.subshell)
    page.post(shown, method="update", state={"value": 8}, buffer_paths=[])
    shells.delete(page.subshell)
    shells.ok("go = true;")
    shells.gather(running)
    shells.until("said.value() == 8")


# -- debugger


def debugged(shells):
    debugger = Debugger(shells.kernel)
    debugger.read = shells.next
    return debugger.start()


def test_one_shell_is_held_and_the_other_runs(alone):
    shells, made = alone
    debugger = debugged(shells)
    cell = "int held = 1;\nheld += 1;\nheld"
    debugger.breakpoints(cell, 2)
    for there, beside in ((None, made), (made, None)):
        running = shells.send(cell, there)
        thread, (frame,) = debugger.held()
        assert frame["line"] == 2
        assert shells.ok("int free = 20; free + held", beside).value == "21"
        assert debugger.scope(frame, "Globals")["free"]["value"] == "20"
        debugger.body("continue", threadId=thread)
        (result,) = shells.gather(running)
        assert result.value == "2"


def test_two_held_shells_are_told_apart(alone):
    shells, made = alone
    debugger = debugged(shells)
    cell = "int twice(int n) {\n    int r = n;\n    return r * 2;\n}"
    shells.kernel.ok(cell)
    debugger.breakpoints(cell, 3)
    sent = [shells.send("twice(10)"), shells.send("twice(20)", made)]
    held = [debugger.held(), debugger.held()]
    values = {debugger.locals(frames[0])["n"]: (thread, frames) for thread, frames in held}
    assert set(values) == {"10", "20"}
    assert len(debugger.body("threads")["threads"]) == 2
    for n, new in (("20", "7"), ("10", "3")):
        frame = values[n][1][0]
        scope = debugger.body("scopes", frameId=frame["id"])["scopes"][0]["variablesReference"]
        debugger.body("setVariable", variablesReference=scope, name="r", value=new)
    for thread, _ in values.values():
        debugger.body("continue", threadId=thread)
    assert [result.value for result in shells.gather(*sent)] == ["6", "14"]


def test_stop_frees_a_held_cell_of_a_subshell(alone):
    shells, made = alone
    debugger = debugged(shells)
    cell = "int stuck = 1;\nstuck += 1;"
    debugger.breakpoints(cell, 2)
    running = shells.send(cell, made)
    debugger.held()
    shells.interrupt()
    assert shells.gather(running)[0].reply["content"]["ename"] == "Interrupted"
