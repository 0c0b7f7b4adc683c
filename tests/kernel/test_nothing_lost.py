"""What can go wrong around a kernel, and that work outlives it: a kill, a full disk, no memory, an odd machine."""

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import SPECS
from page import Page
from support import COURSE, ROOT, Kernel

pytestmark = pytest.mark.slow

NEWEST = list(SPECS.values())[-1]
TRAINING = """
var net = Mlp.velocity(2, 2, 24, Activation.SILU, new SplittableRandom(1));
var file = Path.of("state.safetensors");
var trainer = Trainer.of(Interpolant.linear(), Gaussian.standard(2), Moons.conditionalFlow())
    .steps(3_000).batch(64).learningRate(1e-3).seed(7);
String result(TrainingRun<?> run) {
    return Arrays.hashCode(run.losses()) + " " + run.losses().length;
}"""


@pytest.fixture
def start():
    """Starts kernels that know the course's library, one folder for all."""
    kernels = []

    def start(folder: Path, env: dict[str, str] | None = None) -> Kernel:
        kernel = Kernel(NEWEST, env, cwd=os.fspath(folder))
        kernels.append(kernel)
        kernel.ok(COURSE)
        return kernel

    yield start
    for kernel in kernels:
        kernel.__exit__()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", folder):
        pytest.skip("a small disk needs Linux, its root, and leave to mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def mount(*words) -> int:
    return subprocess.run(["mount", *map(str, words)], capture_output=True).returncode


def test_a_training_that_was_killed_goes_on_to_the_same_numbers(start, tmp_path):
    whole = start(tmp_path).value(TRAINING + "\nresult(trainer.train(net))")
    killed = start(tmp_path)
    keeping = TRAINING + (
        "\ntrainer.keeping(java.time.Duration.ofMillis(50), state -> "
        "{ try { state.save(file); } catch (Exception e) { throw new RuntimeException(e); } }).train(net)"
    )
    killed.send(keeping)
    state = tmp_path / "state.safetensors"
    end = time.monotonic() + 60
    while not state.exists():
        assert time.monotonic() < end, "no state was kept"
        time.sleep(0.01)
    time.sleep(0.1)
    os.kill(killed.pid, signal.SIGKILL)
    resumed = start(tmp_path)
    done = resumed.value(TRAINING + "\nvar kept = TrainingState.load(file);\nkept.done()")
    assert 0 <= int(done or -1) < 3000, "the training was over before it was killed"
    assert resumed.value("result(trainer.resume(net, kept))") == whole


def test_a_full_disk_leaves_what_was_there(start, small_disk):
    kernel = start(small_disk)
    kernel.ok("""
var small = Mlp.velocity(2, 1, 8, Activation.SILU, new SplittableRandom(1));
var large = Mlp.velocity(2, 3, 400, Activation.SILU, new SplittableRandom(1));
Figure dots(int n) { return scatter(Gaussian.standard(2).sample(n, new SplittableRandom(n))).size(500, 500); }
Animation film(int frames) { return Animation.of(IntStream.range(1, frames).mapToObj(k -> dots(30 * k)).toList(), 5); }
Checkpoint.save(small, Path.of("net.safetensors"));
film(3).save(Path.of("film.gif"));
dots(3).save(Path.of("dots.png"));""")
    kernel.ok("%%writefile words.txt\na few words")
    before = {file.name: file.read_bytes() for file in small_disk.iterdir()}
    assert set(before) == {"net.safetensors", "film.gif", "dots.png", "words.txt"}
    for code, name in [
        ('Checkpoint.save(large, Path.of("net.safetensors"))', "net.safetensors"),
        ('film(60).save(Path.of("film.gif"))', "film.gif"),
        ('film(60).player().save(Path.of("film.gif"))', "film.gif"),
        ("%%writefile words.txt\n" + "many words " * 60_000, "words.txt"),
    ]:
        result = kernel.run(code, timeout=120)
        assert result.status == "error", code[:60]
        assert "No space left on device" in result.error
        assert {file.name: file.read_bytes() for file in small_disk.iterdir()} == before, name


def test_a_history_on_a_full_disk_keeps_its_earlier_lines(small_disk):
    history = small_disk / "history"
    with Kernel(NEWEST, {"FLOWLAB_KERNEL_HISTORY": os.fspath(history)}) as kernel:
        kernel.ok("int early = 1;")
        full = small_disk / "full"
        try:
            full.write_bytes(bytes(1 << 20))
        except OSError:
            pass  # as much as there is room for
        kernel.ok(f'String late = "{"x" * 5000}";')
        full.unlink()
        kernel.ok("int after = 3;")
    with Kernel(NEWEST, {"FLOWLAB_KERNEL_HISTORY": os.fspath(history)}) as kernel:
        sent = kernel.client.history(raw=True, output=False, hist_access_type="tail", n=10)
        inputs = [entry[2] for entry in kernel.request(sent)["history"]]
    assert "int early = 1;" in inputs and "int after = 3;" in inputs


def test_two_kernels_that_write_one_checkpoint(start, tmp_path):
    """Whoever reads sees one of the two, whole: its SHA-256 is checked by `load`."""
    code = """
var mine = Mlp.velocity(2, 3, 100, Activation.SILU, new SplittableRandom({seed}));
for (int i = 0; i < 100; i++) Checkpoint.save(mine, Path.of("net.safetensors"));"""
    one, two, reader = (start(tmp_path) for _ in range(3))
    one.ok(code.replace("i < 100", "i < 1").replace("{seed}", "1"))
    sent = [(kernel, kernel.send(code.replace("{seed}", seed))) for kernel, seed in ((one, "1"), (two, "2"))]
    seen = reader.value("""
var seen = new TreeSet<Double>();
for (int i = 0; i < 100; i++) seen.add(Checkpoint.load(Path.of("net.safetensors")).parameters().sumNumber().doubleValue());
seen.size()""")
    assert seen in ("1", "2")
    for kernel, message in sent:
        assert kernel.reply(message)["content"]["status"] == "ok"
    assert [file.name for file in tmp_path.iterdir()] == ["net.safetensors"]


HOARD = "var hoard = new LinkedList<double[]>(); while (true) hoard.add(new double[100_000]);"


def test_no_memory_in_a_thread(start, tmp_path):
    kernel = start(tmp_path)
    kernel.ok("int kept = 42;")
    said = kernel.ok(f"var thread = new Thread(() -> {{ {HOARD} }});\nthread.start(); thread.join();")
    assert "OutOfMemoryError" in said.stderr
    assert kernel.value("kept") == "42"


def test_no_memory_in_a_widgets_callback(start, tmp_path):
    kernel = start(tmp_path)
    page = Page(kernel)
    button = page.show(f'var button = new Button("hoard").onClick(() -> {{ {HOARD} }}); button')
    said = page.click(button)
    assert "OutOfMemoryError" in str(said)
    assert kernel.value("1 + 1") == "2"


def test_no_memory_beside_the_heap(start, tmp_path):
    kernel = start(tmp_path)
    result = kernel.run("var hoard = new ArrayList<INDArray>();\nwhile (true) hoard.add(Nd4j.ones(1000, 1000));", timeout=120)
    assert result.status == "error" and "OutOfMemoryError" in result.error
    kernel.ok("hoard = null; System.gc();")
    assert kernel.value("Nd4j.ones(3, 3).sumNumber().intValue()") == "9"


ODD = {
    "decimal commas": "-Duser.language=de -Duser.country=DE",
    "the Turkish i": "-Duser.language=tr -Duser.country=TR",
}
SAMPLE = """
var run = Trainer.of(Interpolant.linear(), Gaussian.standard(2), Moons.conditionalFlow()).steps(20).batch(32)
    .seed(3).train(Mlp.velocity(2, 1, 8, Activation.SILU, new SplittableRandom(1)));
Checkpoint.save(run.model(), Path.of("ITINERARY.safetensors"));
var flow = OdeSolver.fixed(ButcherTableau.RK4, 5).solve(Checkpoint.load(Path.of("ITINERARY.safetensors")),
    Gaussian.standard(2).sample(4, new SplittableRandom(1)));
dots(flow.last()).save(Path.of("DOTS.PNG"));
List.of(flow.last().toString(), Arrays.hashCode(run.losses()), dots(flow.last()).title("title").mimeBundle().get("image/svg+xml") + "")"""


def test_a_locale_changes_nothing(start, tmp_path):
    dots = "Plot dots(INDArray x) { return scatter(x).size(200, 200); }"
    said = {}
    for name, options in {"none": "-Duser.language=en", **ODD}.items():
        kernel = start(tmp_path, {"JAVA_TOOL_OPTIONS": options})
        kernel.ok(dots)
        said[name] = kernel.value(SAMPLE)
        assert kernel.ok("%timeit 1 + 1").stdout
        assert kernel.ok("%VARS".lower()).status == "ok"
    assert set(said.values()) == {said["none"]}


@pytest.mark.parametrize("home", ["/proc/none", ""])
def test_a_home_that_cannot_be_written(home, monkeypatch, tmp_path):
    monkeypatch.delenv("FLOWLAB_KERNEL_HISTORY")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    with Kernel(NEWEST, {"JAVA_TOOL_OPTIONS": f"-Duser.home={home}", "HOME": home}, cwd=os.fspath(tmp_path)) as kernel:
        kernel.ok("int kept = 42;")
        sent = kernel.client.history(raw=True, output=False, hist_access_type="tail", n=10)
        assert [entry[2] for entry in kernel.request(sent)["history"]] == ["int kept = 42;"]
        assert kernel.value("kept") == "42"


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="Linux sets another process's limits")
def test_two_hundred_open_files_are_enough(start, tmp_path):
    kernel = start(tmp_path)
    resource.prlimit(kernel.pid, resource.RLIMIT_NOFILE, (200, 200))
    assert kernel.ok(TRAINING.replace("3_000", "30") + "\nresult(trainer.train(net))").value
    assert kernel.ok("scatter(new double[][] {{0, 0}, {1, 1}})").of("execute_result")
    files = Path(f"/proc/{kernel.pid}/fd")
    assert not files.exists() or len(list(files.iterdir())) < 200


def test_the_wall_clock_measures_nothing():
    """A laptop that slept, a clock that was set: durations and waits go by System.nanoTime, which neither moves."""
    words = ("currentTimeMillis", "Instant.now", "new Date(", "LocalDateTime.now", "Clock.system")
    found = [
        f"{source.name}: {line.strip()}"
        for module in ("kernel", "lib")
        for source in (ROOT / module / "src" / "main" / "java").rglob("*.java")
        for line in source.read_text().splitlines()
        if any(word in line for word in words)
    ]
    (only,) = found
    assert only.startswith('Codec.java: header.put("date"'), "a message says when it was sent"
