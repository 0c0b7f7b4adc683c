"""JJava's extension jars: one that is published, and one that the test makes."""

import subprocess
from pathlib import Path

import pytest
from support import ROOT

LEFT_OUT = [f"org.dflib:dflib-{part}" for part in ("avro", "csv", "echarts", "excel", "jdbc", "json", "parquet")]
# dflib-jupyter draws charts too, with a library that is large; its renderer only needs this name
CHART = "package org.dflib.echarts; public class EChartHtml {}"
EXTENSION = """package demo;
import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
public class Mine implements Extension {
  public static class Shown {}
  public void install(BaseKernel kernel) {
    kernel.getRenderer().createRegistration(Shown.class).register((value, context) -> {
      context.getOutputContainer().putHTML("<b>shown</b>");
      context.getOutputContainer().putText("shown");
    });
    kernel.getMagicsRegistry().registerLineMagic("mine", (k, arguments) -> "line " + arguments);
    kernel.getMagicsRegistry().registerCellMagic("mine", (k, arguments, body) -> "cell " + body);
    kernel.evalRaw("int set = 40 + 2;");
    kernel.display(new DisplayData("installed"));
  }
}"""


def jar(spec: str, folder: Path, name: str, sources: dict[str, str], service: str = "") -> Path:
    from conftest import JDKS

    tools = Path(JDKS[spec.split("-")[1]]).resolve()
    for type_name, source in sources.items():
        (folder / f"{type_name}.java").write_text(source)
        path = f"{ROOT}/kernel/target/kernelspec/jjava/*"
        command = [tools.with_name("javac"), "-cp", path, "-d", folder / name, folder / f"{type_name}.java"]
        subprocess.run(command, check=True)
    if service:
        services = folder / name / "META-INF" / "services"
        services.mkdir(parents=True)
        (services / "org.dflib.jjava.jupyter.Extension").write_text(service + "\n")
    subprocess.run([tools.with_name("jar"), "cf", folder / f"{name}.jar", "-C", folder / name, "."], check=True)
    return folder / f"{name}.jar"


def test_an_extension_renders_evaluates_displays_and_has_magics(fresh, spec, tmp_path):
    name = '"org.dflib.jjava." + "jupyter.Extension"'  # in two pieces, for a cell that names it loads it
    assert fresh.run(f"Class.forName({name})").status == "error"  # nothing is loaded
    result = fresh.ok(f'%jars {jar(spec, tmp_path, "mine", {"Mine": EXTENSION}, "demo.Mine")}')
    assert [m["content"]["data"]["text/plain"] for m in result.of("display_data")] == ["installed"]
    assert fresh.value("set") == "42"
    (shown,) = fresh.ok("new demo.Mine.Shown()").of("execute_result")
    assert shown["content"]["data"] == {"text/html": "<b>shown</b>", "text/plain": "shown"}
    assert fresh.value("%mine a b") == "line [a, b]"
    assert fresh.value("%%mine\ntext") == "cell text"
    assert fresh.value('"other values"') == "other values"
    for hidden in ("com.google.gson.Gson", "org.slf4j.Logger"):
        assert fresh.run(f'Class.forName("{hidden}")').reply["content"]["ename"] == "ClassNotFoundException"


def test_an_extension_that_fails_is_said_and_does_no_harm(fresh, spec, tmp_path):
    source = EXTENSION.replace("int set = 40 + 2;", "nonsense").replace("Mine", "Bad")
    result = fresh.ok(f'%jars {jar(spec, tmp_path, "bad", {"Bad": source}, "demo.Bad")}')
    assert "demo.Bad" in result.stderr and "does not work here" in result.stderr
    assert fresh.value("1 + 1") == "2"


# What notebooks for IJava do, as they stand in public repositories; and one for JJava.
IJAVA = """import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
class Figure { String asJavascript(String id) { return "<script>" + id + "</script>"; } }
IJava.getKernelInstance().getRenderer().createRegistration(Figure.class)
    .preferring(MIMEType.TEXT_HTML)
    .register((figure, ctx) -> ctx.renderIfRequested(MIMEType.TEXT_HTML, () -> figure.asJavascript("a1")));
IJava.getKernelInstance().getRenderer().createRegistration(int[][].class)
    .preferring(MIMEType.TEXT_HTML)
    .register((array, ctx) -> ctx.renderIfRequested(MIMEType.TEXT_HTML, () -> "<i>" + array.length + "</i>"));
"""
IJAVA_MAGICS = """IJava.getKernelInstance().getMagics().registerMagics(io.github.spencerpark.jupyter.kernel.magic.common.Shell.class);
IJava.getKernelInstance().getMagics().registerLineMagic("twice", words -> words.get(0) + words.get(0));
IJava.getKernelInstance().getMagics().registerCellMagic("shout", (words, body) -> body.toUpperCase());
"""


def html(result) -> str:
    (shown,) = result.of("execute_result") or result.of("display_data")
    return shown["content"]["data"]["text/html"]


def test_notebooks_for_ijava_find_its_kernel(fresh, spec, tmp_path):
    fresh.ok(IJAVA)
    assert html(fresh.ok("new Figure()")) == html(fresh.ok("display(new Figure())")) == "<script>a1</script>"
    assert html(fresh.ok("new int[][] {{1}, {2}}")) == "<i>2</i>"
    assert "<table>" in html(fresh.ok("new int[] {1, 2}"))  # what nobody registered looks as it did
    fresh.ok(IJAVA_MAGICS)
    assert fresh.value("%twice ha") == "haha"
    assert fresh.value("%%shout\nhallo") == "HALLO"
    assert "hallo" in fresh.value("%sh echo hallo")
    assert fresh.value('JavaKernel k = IJava.getKernelInstance(); k.evalRaw("int kept = 6 * 7;"); kept') == "42"
    assert fresh.value('k.getMagics().applyLineMagic("twice", List.of("na"))') == "nana"
    assert html(fresh.ok("k.getRenderer().render(new Figure())")) == "<script>a1</script>"
    assert html(fresh.ok("k.display(k.getRenderer().render(new Figure()));")) == "<script>a1</script>"
    assert fresh.value("1 + 1") == "2"


def test_a_library_for_ijava_and_names_of_jjava(fresh, spec, tmp_path):
    library = """package demo;
import io.github.spencerpark.jupyter.kernel.display.*;
public class Mark implements DisplayDataRenderable {
  public void render(RenderContext context) { context.getOutputContainer().putHTML("<mark/>"); }
}"""
    fresh.ok(f'%jars {jar(spec, tmp_path, "marks", {"Mark": library})}')
    fresh.ok("import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;")
    assert html(fresh.ok("new demo.Mark()")) == "<mark/>"
    fresh.ok("import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;\nrecord Sum(int value) {}")
    fresh.ok("""getKernelInstance().getRenderer().createRegistration(Sum.class).preferring(MIMEType.TEXT_HTML)
      .register((sum, context) -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<u>" + sum.value() + "</u>"));""")
    assert html(fresh.ok("new Sum(3)")) == "<u>3</u>"


@pytest.mark.slow
def test_dflib_jupyter_as_published(fresh, spec, tmp_path):
    fresh.ok(f'%jars {jar(spec, tmp_path, "charts", {"EChartHtml": CHART})}')
    excluded = " ".join(f"-x {name}" for name in LEFT_OUT)
    result = fresh.ok(f"%maven {excluded} org.dflib:dflib-jupyter:1.2.0", timeout=120)
    assert result.stderr == ""
    fresh.ok('var frame = DataFrame.foldByRow("name", "n").of("a", 1, "b", 2);')
    text = fresh.value("frame")
    assert text.split()[:2] == ["name", "n"] and "2 rows x 2 columns" in text, text
