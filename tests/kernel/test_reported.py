"""What users of this and other kernels have reported: magics beside Java, odd exceptions, long values, locales."""

import json
import time

import pytest
from support import TIMEOUT, Kernel

pytestmark = pytest.mark.fast


@pytest.fixture(scope="module")
def kernel(spec, tmp_path_factory):
    with Kernel(spec, cwd=str(tmp_path_factory.mktemp("reported"))) as kernel:
        kernel.ok("int seven = 7, count = 3, limit = 10; boolean[] seen = {true, false};")
        yield kernel


@pytest.mark.parametrize(
    "code, value",
    [
        ("10 %seven", "3"),
        ("int rest = 1017\n    %seven\n    + 1;\nrest", "3"),
        ("int sum = 0;\nfor (int n : new int[] {10, 11, 12}) sum += n\n    %seven;\nsum", "12"),
        ("!(count > limit)", "true"),
        ("!seen[1]", "true"),
        ('!new java.io.File("limit").exists()', "true"),
        ('!"".isEmpty()', "false"),
        ("!seen[0] || seen[1]", "false"),
        ("!echo /*\nint after = 41;\n%time after\nafter + 1", "42"),
    ],
)
def test_magics_never_steal_java(kernel, code, value):
    assert kernel.value(code) == value


@pytest.mark.parametrize(
    "code, sentence",
    [
        ("%LSMAGIC", "did you mean %lsmagic?"),
        ("%cd /tmp", "Java stays in its folder"),
        ("%ls", "a command of the system is !ls"),
        ("%run Day.java", "%load FILE runs"),
        ("/vars", "JShell's own commands are not here"),
        ("%time", "%time needs code"),
        ("%timeit -n 10 Math.sqrt(2)", "has no options"),
        ("%time for (int i = 0; i < 3; i++) {\n}", "%%time on the first line"),
        ("int before = 1;\n%%time\nbefore", "nothing but comments may stand above it"),
        ("%env NEW=1", "Java cannot change its environment"),
        ("%env NO_SUCH", "there is no variable NO_SUCH"),
        ("%load a b.txt", "in quotes"),
        ("%load https://example.com/x.java", "download it first"),
        ("%load ../", "is a folder"),
        ("%%writefile no/such/x.txt\n1", "there is no folder"),
        ("%%writefile plain.txt\n1", None),
        ("%%loadFromPOM\n<dependency></dependency>", "each with its groupId"),
        ("%%writefile err.jsh\nint fine = 1;\nint bad = ;", None),
        ("%load err", "err.jsh, line 2"),
        ('%%writefile throws.jsh\nint fine = 1;\nthrow new Error("in it");', None),
        ("%load throws.jsh", "in throws.jsh, line 2"),
        ("%jars plain.txt", "plain.txt is no jar"),
        ("%jars /no/such/*.jar", "no jar at /no/such/*.jar:"),
        ("html(null)", "there is no text to show"),
    ],
)
def test_what_does_not_work_is_said_in_a_sentence(kernel, code, sentence):
    result = kernel.run(code)
    assert sentence in result.error if sentence else result.status == "ok", result.error


@pytest.mark.parametrize(
    "code, printed",
    [
        ("!pwd", "reported"),
        ("!echo a \\\n  b", "a b"),
        ("%%sh\nfor i in 1 2; do\n  echo $i\ndone", "1\n2\n"),
        ("// first\n%%time\nint above = 1;", " "),
        ("%%writefile -a lines.txt\none", "added to"),
        ("%%writefile -a lines.txt\ntwo", "added to"),
        ('System.out.print(Files.readString(Path.of("lines.txt")));', "one\ntwo\n"),
        ("%timeit Thread.sleep(10)", "ms median"),
        ("%timeit seven + 1", "ns median"),
        ('System.setOut(new PrintStream(new ByteArrayOutputStream())); System.out.println("in vain");', ""),
        ('System.out.println("heard again");', "heard again\n"),
    ],
)
def test_what_a_newcomer_tries(kernel, code, printed):
    result = kernel.ok(code)
    assert printed in result.stdout and "in vain" not in result.stdout
    assert ("note: this cell set System.out" in result.stderr) == ("setOut" in code)


@pytest.mark.parametrize(
    "code, match",
    [
        ('%env HOME\nvar words = List.of("b");\nwords.stream().sor', "sorted("),
        ("%%time\nMath.hyp", "hypot("),
        ('String greet() { return "hi"; } greet().len', "length()"),
    ],
)
def test_tab_sees_through_magics(kernel, code, match):
    end = time.monotonic() + TIMEOUT
    while True:
        found = kernel.request(kernel.client.complete(code, len(code)))
        if any(each.startswith(match) for each in found["matches"]):
            break
        assert time.monotonic() < end, found
        time.sleep(0.5)
    assert code[found["cursor_start"] : found["cursor_end"]] == code[max(code.rfind("."), 0) + 1 :]


def test_shift_tab_and_completeness_see_through_magics(kernel):
    code = "%env HOME\nMath.hypot("
    found = kernel.request(kernel.client.inspect(code, len(code)))
    assert "double Math.hypot(double" in found["data"]["text/plain"]
    for code, status in [("%time for (int i = 0; i < 3; i++) {", "incomplete"), ("%env HOME\nint x = 1;", "complete")]:
        assert kernel.request(kernel.client.is_complete(code))["status"] == status


def test_a_source_file_with_its_package(kernel):
    kernel.ok("%%writefile Day.java\n/* a file */ package calendar.tools;\n\npublic class Day { static int n() { return 7; } }")
    kernel.ok("%load Day")
    assert kernel.value("Day.n()") == "7"
    assert kernel.value('package calendar.tools;\npublic class Night { static String when() { return "late"; } }\nNight.when()') == "late"


def test_a_notebook_is_loaded_by_its_name(kernel):
    cells = [
        {"cell_type": "markdown", "source": ["int fromText = 1;"]},
        {"cell_type": "code", "source": ["int fromBook = 40;\n", "int more = 2;"]},
        {"cell_type": "code", "source": "fromBook += more;"},
    ]
    kernel.ok("%%writefile book.ipynb\n" + json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    assert kernel.ok("%load book").value is None
    assert kernel.value("fromBook") == "42"
    python = {"cells": [], "metadata": {"kernelspec": {"language": "python"}}}
    kernel.ok("%%writefile snake.ipynb\n" + json.dumps(python))
    assert "a notebook for python" in kernel.run("%load snake.ipynb").error
    kernel.ok("%%writefile again.jsh\n%load again")
    assert "loads itself" in kernel.run("%load again").error


@pytest.mark.parametrize(
    "code, name",
    [
        ('var a = new RuntimeException("a"); var b = new RuntimeException("b", a); a.initCause(b); throw b;', "RuntimeException"),
        ('throw new RuntimeException("x".repeat(5_000_000));', "RuntimeException"),
        (
            "class Shy extends RuntimeException { public String getMessage() { throw this; } public Throwable getCause() "
            "{ throw this; } public StackTraceElement[] getStackTrace() { throw this; } public String toString() { throw this; } }\n"
            "throw new Shy();",
            "Shy",
        ),
        ("new Object() { public String toString() { throw new Shy(); } }", "Shy"),
    ],
)
def test_whatever_an_exception_does_there_is_a_reply(kernel, code, name):
    result = kernel.run(code)
    assert result.reply["content"]["ename"] == name
    assert len(json.dumps(result.reply["content"])) < 1_000_000
    assert kernel.value("1 + 1") == "2"


@pytest.mark.parametrize(
    "code, length", [('"x".repeat(50_000_000)', "50,000,000"), ("java.math.BigInteger.TWO.pow(2_000_000)", "602,060")]
)
def test_what_is_shown_is_cut_and_says_so(kernel, code, length):
    value = kernel.value(code)
    assert len(value) < 1_000_000 and value.endswith(f"… (cut: {length} characters in all)")


@pytest.mark.parametrize(
    "code, name",
    [
        ("class Endless { public String toString() { while (true) {} } }\nnew Endless()", "Interrupted"),
        ("class Mute extends RuntimeException { public String getMessage() { while (true) {} } }\nthrow new Mute();", "Mute"),
    ],
)
def test_text_without_end_is_stopped(kernel, code, name):
    message_id = kernel.send(code)
    time.sleep(1.5)
    kernel.interrupt()
    start = time.monotonic()
    kernel.outputs(message_id)
    assert kernel.request(message_id)["ename"] == name
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("code", ["!sleep 30", "%%sh\nsleep 30 | cat", "%load endless.jsh"])
def test_magics_are_stopped(kernel, code):
    kernel.ok("%%writefile endless.jsh\nwhile (true);")
    message_id = kernel.send(code)
    time.sleep(1)
    kernel.interrupt()
    start = time.monotonic()
    kernel.outputs(message_id)
    assert kernel.request(message_id)["ename"] == "Interrupted"
    assert time.monotonic() - start < 1


def test_without_a_locale(spec, tmp_path):
    with Kernel(spec, cwd=str(tmp_path), env={"LC_ALL": "C", "LANG": ""}) as kernel:
        first = kernel.ok('System.out.println("Größe 日本 🙂");\n"naïve".length()')
        assert first.stdout == "Größe 日本 🙂\n" and first.value == "5"
        assert "LC_ALL=C.UTF-8" in first.stderr  # file names are the system's
        assert kernel.ok("!echo größe").stdout == "größe\n"
        assert kernel.value('new String("ä".getBytes(), java.nio.charset.StandardCharsets.UTF_8)') == "ä"
        kernel.ok("%%writefile notiz.txt\nfrüh")
        assert (tmp_path / "notiz.txt").read_text(encoding="utf-8").strip() == "früh"
        assert kernel.value("java.nio.charset.Charset.defaultCharset()") == "UTF-8"


def prints(kernel, *cells):
    """Which of these cells each printed line stands under, by the cell's number among them."""
    ids = [kernel.send(cell) for cell in cells]
    for each in ids:
        assert kernel.request(each)["status"] == "ok", each
    messages = [m for m in kernel.quiet(0.4) if m["msg_type"] in ("stream", "display_data")]
    texts = [(m["content"].get("text") or m["content"]["data"]["text/plain"], m["parent_header"]["msg_id"]) for m in messages]
    return {line: ids.index(parent) for text, parent in texts if parent in ids for line in text.split("\n") if line}


def test_what_a_pool_prints_stands_under_the_cell_that_submitted_it(kernel):
    assert prints(
        kernel,
        "var pool = Executors.newScheduledThreadPool(1); pool.submit(() -> {}).get();",
        'pool.submit(() -> System.out.println("runnable")).get();',
        'pool.submit(() -> { display("callable"); return null; }).get();',
        'pool.invokeAll(List.of(() -> { System.out.println("all"); return 1; }));',
        'CompletableFuture.supplyAsync(() -> { System.out.println("supplied"); return 1; }, pool).join();',
        'CompletableFuture.runAsync(() -> { try { Thread.sleep(300); } catch (Exception e) {} System.out.println("late"); });'
        ' pool.schedule(() -> System.out.println("timed"), 300, TimeUnit.MILLISECONDS);',
        'Thread.sleep(700); pool.shutdown();',
    ) == {"runnable": 1, "callable": 2, "all": 3, "supplied": 4, "late": 5, "timed": 5}


def test_what_a_timer_prints_stands_under_the_cell_that_set_it(kernel):
    task = 'new TimerTask() { public void run() { System.out.println("NAME"); } }'
    assert prints(
        kernel,
        "var timer = new Timer(true); timer.schedule(new TimerTask() { public void run() {} }, 1);",
        f"timer.schedule({task.replace('NAME', 'once')}, 250);",
        f"timer.scheduleAtFixedRate({task.replace('NAME', 'often')}, 250, 10_000);",
        "class Later extends TimerTask { public void run() { System.out.println(\"deeper\"); } }"
        " class Latest extends Later {} var latest = new Latest(); timer.schedule(latest, 250);",
        "Thread.sleep(500); latest.run(); timer.cancel();",
    ) == {"once": 1, "often": 2, "deeper": 4}  # in its own cell first, then where it is called


def test_what_follows_a_future_stands_under_its_cell(kernel):
    later = "CompletableFuture.supplyAsync(() -> { try { Thread.sleep(250); } catch (Exception e) {} return 1; })"
    assert prints(
        kernel,
        f'{later}.thenApply(n -> n + 1).thenAccept(n -> System.out.println("then")).whenComplete((n, e) -> System.out.println("end"));',
        "Thread.sleep(500);",
    ) == {"then": 0, "end": 0}


def test_a_pool_that_compares_its_tasks(kernel):
    kernel.ok(
        "record Job(int n) implements Runnable, Comparable<Job> { public void run() { System.out.println(n); }"
        " public int compareTo(Job other) { return Integer.compare(n, other.n); } }"
    )
    result = kernel.ok(
        "var jobs = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());"
        " for (int i = 3; i > 0; i--) jobs.execute(new Job(i)); jobs.shutdown(); jobs.awaitTermination(5, TimeUnit.SECONDS);"
    )
    assert sorted(result.stdout.split()) == ["1", "2", "3"]


def test_a_child_process_that_inherits_writes_into_the_cell(kernel):
    both = kernel.ok('new ProcessBuilder("sh", "-c", "echo out; echo err >&2; cat").inheritIO().start().waitFor()')
    assert (both.value, both.stdout, both.stderr) == ("0", "out\n", "err\n")
    pipeline = (
        'ProcessBuilder.startPipeline(List.of(new ProcessBuilder("sh", "-c", "echo b; echo a; echo err >&2")'
        ".redirectError(ProcessBuilder.Redirect.INHERIT), new ProcessBuilder(\"sort\").redirectOutput(ProcessBuilder.Redirect.INHERIT)))"
    )
    sorted_ = kernel.ok(f"for (Process each : {pipeline}) each.waitFor();")
    assert (sorted_.stdout, sorted_.stderr) == ("a\nb\n", "err\n")
    many = kernel.ok(
        'new ProcessBuilder("sh", "-c", "seq 1 30000").redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor()'
    )
    assert many.stdout == "".join(f"{i}\n" for i in range(1, 30001))


def test_an_exception_in_a_thread_names_cell_and_line(kernel):
    result = kernel.ok(
        "Runnable task = () -> {\n  int zero = 0;\n  System.out.println(1 / zero);\n};\n"
        'new Thread(task, "counting").start();\nThread.sleep(300);'
    )
    cell = result.reply["content"]["execution_count"]
    assert "counting" in result.stderr and "ArithmeticException" in result.stderr
    assert f"Cell {cell}, line 3" in result.stderr and "1 / zero" in result.stderr
    deeper = kernel.ok("\nvoid start() {\n  new Thread(() -> { throw new Error(); }).start();\n}\nstart(); Thread.sleep(200);")
    assert f"Cell {cell + 1}, line 3" in deeper.stderr and "throw new Error()" in deeper.stderr


def test_the_functions_of_ijava(kernel):
    shown = kernel.ok('String id = display("<b>3</b>", "text/html"); updateDisplay(id, "<b>2</b>", "text/html"); updateDisplay(id, 1);')
    assert [m["msg_type"] for m in shown.outputs] == ["display_data"] + 2 * ["update_display_data"]
    assert len({m["content"]["transient"]["display_id"] for m in shown.outputs}) == 1
    assert kernel.value("display(1)") is None and kernel.value("id.isEmpty()") == "false"
    (rendered,) = kernel.ok('render("*a*", "text/markdown")').of("execute_result")
    assert rendered["content"]["data"]["text/markdown"] == "*a*"
    assert kernel.value('(int) eval("20 + 1") * 2') == "42"
    assert kernel.ok('lineMagic("time", List.of("1")); printf("%d%n", 7);').stdout.endswith("7\n")
    kernel.ok('cellMagic("writefile", List.of("by hand.txt"), "text");')
    assert kernel.ok("!cat 'by hand.txt'").stdout == "text\n"
    assert "there is no magic %nothing" in kernel.run('lineMagic("nothing", List.of());').error
    kernel.ok("%addMavenRepo local file:///nowhere")


def test_options_of_the_virtual_machine_for_one_start(spec):
    with Kernel(spec, env={"JDK_JAVA_OPTIONS": "--add-modules=jdk.incubator.vector -Dof.the.reader=yes"}) as kernel:
        assert kernel.value("jdk.incubator.vector.FloatVector.SPECIES_128.length()") == "4"
        assert kernel.value('System.getProperty("of.the.reader")') == "yes"
    # what is installed overrules that variable; the one that the virtual machine reads last overrules both
    with Kernel(spec, env={"JDK_JAVA_OPTIONS": "-Xmx200m", "_JAVA_OPTIONS": "-Xmx300m -Dof.the.reader=too"}) as kernel:
        assert kernel.value("Runtime.getRuntime().maxMemory() >> 20") == "300"
        assert kernel.value('System.getProperty("of.the.reader")') == "too"
