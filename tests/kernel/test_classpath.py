"""Jars and what cells may see."""

import subprocess
from pathlib import Path

import pytest
from support import Kernel

pytestmark = pytest.mark.fast


@pytest.fixture(scope="module")
def jars(tmp_path_factory, spec):
    """two.jar, whose manifest names one.jar beside it; first.jar, which has another One."""
    from conftest import JDKS

    java = Path(JDKS[spec.split("-")[1]]).resolve()
    folder = tmp_path_factory.mktemp("jars")
    (folder / "One.java").write_text("package one; public class One { public static int n() { return 1; } }")
    (folder / "Two.java").write_text("package two; public class Two { public static int n() { return one.One.n() + 1; } }")
    (folder / "first").mkdir()
    (folder / "first" / "One.java").write_text((folder / "One.java").read_text().replace("1", "41"))
    (folder / "Slow.java").write_text(
        'package one; class Slow { static { System.setProperty("slow", "loaded"); if (true) throw new Error("later"); } }'
    )
    (folder / "manifest").write_text("Class-Path: one.jar\nFlowlab-Kernel-Prepares: one.Slow\n")

    def tool(name, *args):
        subprocess.run([java.with_name(name), *args], cwd=folder, check=True)

    tool("javac", "-d", "out", "One.java", "Two.java", "Slow.java")
    tool("jar", "cf", "one.jar", "-C", "out", "one")
    tool("jar", "cfm", "two.jar", "manifest", "-C", "out", "two")
    tool("javac", "-d", "other", "first/One.java")
    tool("jar", "cf", "first.jar", "-C", "other", "one")
    return folder


def test_jars_bring_their_class_path(spec, jars):
    with Kernel(spec, cwd=str(jars)) as kernel:
        assert kernel.ok("%jars two.jar\ntwo.Two.n() + one.One.n()").value == "3"
        assert kernel.ok("%jars two.jar\n%jars *.jar\n%classpath one.jar\ntwo.Two.n()").value == "2"


def test_what_a_jar_prepares_is_loaded_beside_the_cells(spec, jars):
    """And what goes wrong there is not said: nobody has asked for it yet."""
    with Kernel(spec, cwd=str(jars)) as kernel:
        assert kernel.ok("%jars one.jar").stderr == ""
        assert kernel.value('System.getProperty("slow")') is None
        kernel.ok("%jars two.jar")
        code = 'for (int i = 0; i < 500 && System.getProperty("slow") == null; i++) Thread.sleep(10);'
        result = kernel.ok(code)
        assert result.stderr == ""
        assert kernel.value('System.getProperty("slow")') == "loaded"


DRIVER = """package db;
import java.sql.*;
import java.util.logging.Logger;
public class Db implements Driver, Runnable {
  static { try { DriverManager.registerDriver(new Db()); } catch (SQLException e) { throw new Error(e); } }
  public boolean acceptsURL(String url) { return url.startsWith("jdbc:db:"); }
  public Connection connect(String url, java.util.Properties p) {
    return !acceptsURL(url) ? null : (Connection) java.lang.reflect.Proxy.newProxyInstance(
        Db.class.getClassLoader(), new Class<?>[] {Connection.class}, (x, m, a) -> m.getName().equals("getCatalog") ? "a db" : null);
  }
  public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties p) { return null; }
  public int getMajorVersion() { return 1; }
  public int getMinorVersion() { return 0; }
  public boolean jdbcCompliant() { return false; }
  public Logger getParentLogger() { return null; }
  public void run() {}
}"""


def test_drivers_and_services_of_a_jar_that_is_loaded_later(spec, jars):
    """Also where their lists were read before: DriverManager reads its own only once."""
    from conftest import JDKS

    java = Path(JDKS[spec.split("-")[1]]).resolve()
    (jars / "Db.java").write_text(DRIVER)
    subprocess.run([java.with_name("javac"), "-d", "db", "Db.java"], cwd=jars, check=True)
    services = jars / "db" / "META-INF" / "services"
    services.mkdir(parents=True, exist_ok=True)
    for service in ("java.sql.Driver", "java.lang.Runnable"):
        (services / service).write_text("db.Db\n")
    subprocess.run([java.with_name("jar"), "cf", "db.jar", "-C", "db", "."], cwd=jars, check=True)
    with Kernel(spec, cwd=str(jars)) as kernel:
        kernel.ok("import java.sql.*;\nlong services() { return ServiceLoader.load(Runnable.class).stream().count(); }")
        assert "No suitable driver" in kernel.run('DriverManager.getConnection("jdbc:db:x")').error
        assert kernel.value("services()") == "0"
        kernel.ok("%jars db.jar")
        assert kernel.value('DriverManager.getConnection("jdbc:db:x").getCatalog()') == "a db"
        assert kernel.value("services()") == "1"
        in_a_pool = "CompletableFuture.supplyAsync(() -> services()).join() + List.of(1, 2).parallelStream().mapToLong(i -> services()).sum()"
        assert kernel.value(in_a_pool) == "3"


def test_jars_of_the_environment_come_before_those_of_cells(spec, jars):
    with Kernel(spec, env={"FLOWLAB_KERNEL_CLASSPATH": str(jars / "first.jar")}, cwd=str(jars)) as kernel:
        assert kernel.ok("one.One.n()").value == "41"
        assert kernel.ok("%jars two.jar\ntwo.Two.n()").value == "42"


def test_a_missing_jar_is_one_sentence(kernel):
    result = kernel.run("%jars lib/none.jar")
    assert result.status == "error"
    assert str(Path("lib", "none.jar").absolute()) in result.error
    assert "\n" not in result.error


@pytest.mark.parametrize(
    "name",
    ["flowlab.kernel.Main", "flowlab.kernel.shell.Shell", "flowlab.kernel.shaded.gson.stream.JsonReader",
     "org.zeromq.ZContext", "com.google.gson.Gson", "org.objectweb.asm.ClassReader", "zmq.ZMQ"],
)
def test_the_kernel_is_not_visible(kernel, name):
    assert kernel.run(f"Class<?> c = {name}.class;").status == "error"
    result = kernel.run(f'Class.forName("{name}")')
    assert result.reply["content"]["ename"] == "ClassNotFoundException"


def test_resources_of_the_kernel_are_not_visible(kernel):
    code = 'Thread.currentThread().getContextClassLoader().getResource("flowlab/kernel/Main.class") == null'
    assert kernel.value(code) == "true"


def test_one_loader_for_all_cells(kernel):
    kernel.ok("class L1 {}")
    kernel.ok("class L2 {}")
    code = "L1.class.getClassLoader() == L2.class.getClassLoader() && L1.class.getClassLoader() == Thread.currentThread().getContextClassLoader()"
    assert kernel.value(code) == "true"


def test_modules_of_the_jdk_are_visible(kernel):
    assert kernel.value("javax.tools.ToolProvider.getSystemJavaCompiler() != null") == "true"
    assert kernel.value("com.sun.source.tree.Tree.Kind.CLASS") == "CLASS"


@pytest.mark.parametrize(
    "code, text",
    [
        ("%lsmagic", "%jars"),
        ("%time Thread.sleep(20)", "ms"),
        ("%%time\nThread.sleep(20);", "ms"),
        ('int a = 7;\nint b = a\n% 4;\nSystem.out.println("b=" + b);', "b=3"),
        ('var t = """\n%jars x\n""";\nSystem.out.print(t);', "%jars x"),
        ("/*\n%jars x\n*/ System.out.print(1);", "1"),
    ],
)
def test_magics(kernel, code, text):
    assert text in kernel.ok(code).stdout


def test_an_unknown_magic_names_the_nearest(kernel):
    assert "%jars" in kernel.run("%jar x").error
