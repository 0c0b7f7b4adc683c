"""Jars by their coordinates: from a repository that the test makes, through settings that the test writes."""

import http.server
import threading
import time
from pathlib import Path

import pytest
from repository import Repository, dependency
from support import Kernel

SETTINGS = """<settings><localRepository>{local}</localRepository>
<mirrors><mirror><id>near</id><mirrorOf>central</mirrorOf><url>{url}</url></mirror></mirrors>
{more}</settings>"""
LEAF = """package demo;
/** A leaf. */
public class Leaf {
  /** Which version of {@link Leaf} this is, as {@code int}. @return the number */
  public static int n() { return 1; }
}"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory, spec):
    from conftest import JDKS

    made = Repository(tmp_path_factory.mktemp("maven"), Path(JDKS[spec.split("-")[1]]).resolve())
    made.add("leaf", "1")
    made.add("leaf", "2")
    made.sources("leaf", "1", LEAF)
    made.add("other", "1")
    made.add("branch", "1", dependency("leaf", "1"))
    made.add("tree", "1", dependency("branch", "1") + dependency("other", "1"))
    made.add("trunk", "1", dependency("leaf", "2"))
    managed = f"<dependencyManagement><dependencies>{dependency('leaf', '2')}{dependency('branch', '1')}"
    made.add("bom", "1", managed + "</dependencies></dependencyManagement>", packaging="pom")
    made.add("tool", "1")
    made.add("tool", "1", classifier="extra", n=7)
    made.add("gaps", "1", dependency("missing", "1"))
    made.add("shot", "1-SNAPSHOT")
    return made


@pytest.fixture
def settings(repository, tmp_path):
    file = tmp_path / "settings.xml"
    file.write_text(SETTINGS.format(local=tmp_path / "local", url=repository.url, more=""))
    return file


def is_loaded(kernel, name):
    return kernel.run(f"demo.{name}.n()").status == "ok"


def states(result):
    """What the one display below the cell has said, one after the other."""
    assert len(result.of("display_data")) == 1
    shown = [m for m in result.outputs if m["msg_type"] in ("display_data", "update_display_data")]
    return [m["content"]["data"]["text/plain"] for m in shown]


def text(result):
    return states(result)[-1]


def test_coordinates_bring_what_they_need(fresh, settings):
    result = fresh.ok(f"%maven -s {settings} demo:tree:1")
    assert text(result).startswith("4 jars: tree-1, branch-1, ")
    assert fresh.value("demo.Tree.n() + demo.Branch.n() + demo.Leaf.n() + demo.Other.n()") == "4"
    assert text(fresh.ok(f"%maven -s {settings} demo:tree:1")).startswith("all was loaded already")


def test_the_resolver_is_not_visible(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:leaf:1")
    for name in ("org.eclipse.aether.RepositorySystem", "flowlab.kernel.maven.MimaResolver", "org.slf4j.Logger"):
        assert fresh.run(f'Class.forName("{name}")').reply["content"]["ename"] == "ClassNotFoundException"


def test_a_failed_resolution_changes_nothing_and_says_what_was_tried(fresh, settings, repository):
    result = fresh.run(f"%maven -s {settings} demo:other:1 demo:gaps:1")
    assert "demo:missing:jar:1" in result.error and repository.url in result.error and "near" in result.error
    assert not is_loaded(fresh, "Other") and not is_loaded(fresh, "Gaps")
    fresh.ok(f"%maven -s {settings} demo:other:1")  # what failed is not asked for again
    assert is_loaded(fresh, "Other") and not is_loaded(fresh, "Gaps")


def test_all_lines_are_resolved_together(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:bom:pom:1\n%maven -s {settings} demo:tree:1")
    assert fresh.value("demo.Leaf.n()") == "2"


def test_a_bom_gives_versions(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:bom:pom:1 demo:branch")
    assert fresh.value("demo.Branch.n() + demo.Leaf.n()") == "3"
    assert "no version" in fresh.run(f"%maven -s {settings} demo:other").error


def test_what_is_excluded_stays_away(fresh, settings):
    fresh.ok(f"%maven -s {settings} -x demo:leaf demo:tree:1")
    assert is_loaded(fresh, "Branch") and not is_loaded(fresh, "Leaf")


def test_a_classifier(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:tool:jar:extra:1")
    assert fresh.value("demo.Toolextra.n()") == "7"
    assert not is_loaded(fresh, "Tool")


def test_a_snapshot_is_looked_for_again_when_asked(spec, settings, repository):
    repository.add("shot", "1-SNAPSHOT", n=1)
    with Kernel(spec) as kernel:
        kernel.ok(f"%maven -s {settings} -r shots={repository.url} demo:shot:1-SNAPSHOT")
        assert kernel.value("demo.Shot.n()") == "1"
    time.sleep(1.1)  # files are compared by the second
    repository.add("shot", "1-SNAPSHOT", n=5)
    with Kernel(spec) as kernel:
        kernel.ok(f"%maven -s {settings} -r shots={repository.url} -U demo:shot:1-SNAPSHOT")
        assert kernel.value("demo.Shot.n()") == "5"


def test_offline(fresh, settings):
    assert "offline" in fresh.run(f"%maven -s {settings} -o demo:leaf:1").error
    fresh.ok(f"%maven -s {settings} demo:leaf:1")
    with Kernel(fresh.manager.kernel_name) as again:
        again.ok(f"%maven -s {settings} -o demo:leaf:1")
        assert is_loaded(again, "Leaf")


def test_another_version_of_what_is_loaded(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:branch:1")
    result = fresh.run(f"%maven -s {settings} demo:leaf:2")
    assert "demo:leaf:1 is loaded already, and 2 is wanted now; restart" in result.error
    fresh.ok(f"%maven -s {settings} demo:other:1")
    assert fresh.value("demo.Leaf.n()") == "1"


def test_a_repository_of_the_notebook(fresh, repository, tmp_path):
    settings = tmp_path / "bare.xml"
    nowhere = (tmp_path / "nowhere").as_uri()
    settings.write_text(SETTINGS.format(local=tmp_path / "local", url=nowhere, more=""))
    assert "nowhere" in fresh.run(f"%maven -s {settings} demo:leaf:1").error
    fresh.ok(f"%maven -s {settings} -r {repository.url} demo:leaf:1")
    assert is_loaded(fresh, "Leaf")


def test_a_repository_as_jjava_names_it(fresh, repository, tmp_path):
    settings = tmp_path / "bare.xml"
    settings.write_text(SETTINGS.format(local=tmp_path / "local", url=(tmp_path / "nowhere").as_uri(), more=""))
    fresh.ok(f"%mavenRepo mine {repository.url}\n%maven -s {settings} demo:leaf:1")
    assert is_loaded(fresh, "Leaf")


@pytest.mark.parametrize(
    "line, words",
    [
        ("", "for example"),
        ("demo", "group:artifact:version"),
        ("-q demo:leaf:1", "no option -q"),
        ("-x leaf demo:leaf:1", "group:artifact, not leaf"),
        ("-s none.xml demo:leaf:1", "none.xml"),
    ],
)
def test_mistakes_are_explained(kernel, line, words):
    assert words in kernel.run(f"%maven {line}").error


POM = """<project><modelVersion>4.0.0</modelVersion>
<parent><groupId>demo</groupId><artifactId>parent</artifactId><version>1</version></parent>
<artifactId>mine</artifactId>
<dependencies>{}</dependencies></project>"""
PARENT = """<project><modelVersion>4.0.0</modelVersion>
<groupId>demo</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>
<properties><leaf.version>2</leaf.version></properties>
<dependencyManagement><dependencies>{}</dependencies></dependencyManagement></project>"""


def test_a_pom_with_its_parent(fresh, settings, tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "pom.xml").write_text(PARENT.format(dependency("leaf", "${leaf.version}")))
    left_out = "<exclusions><exclusion><groupId>demo</groupId><artifactId>leaf</artifactId></exclusion></exclusions>"
    wanted = dependency("leaf") + dependency("branch", "1", left_out) + dependency("other", "1", "<scope>test</scope>")
    (tmp_path / "project" / "pom.xml").write_text(POM.format(wanted))
    fresh.ok(f"%loadFromPOM -s {settings} {tmp_path}/project")
    assert fresh.value("demo.Branch.n() + demo.Leaf.n()") == "3"
    assert not is_loaded(fresh, "Other")
    assert str(tmp_path / "none.xml") in fresh.run(f"%loadFromPOM {tmp_path}/none.xml").error


def test_a_cell_that_is_a_pom(fresh, settings):
    fresh.ok(f"%%loadFromPOM -s {settings}\n{dependency('leaf', '1')}\n{dependency('other', '1')}")
    assert fresh.value("demo.Leaf.n() + demo.Other.n()") == "2"


def test_javadoc_comes_with_the_sources(fresh, settings, tmp_path):
    fresh.ok(f"%maven -s {settings} demo:leaf:1")
    sources = tmp_path / "local" / "demo" / "leaf" / "1" / "leaf-1-sources.jar"
    assert not sources.exists()
    data = fresh.request(fresh.client.inspect("demo.Leaf.n("))["data"]
    assert sources.exists()
    assert "Which version of Leaf this is, as int." in data["text/plain"]
    assert "<code>Leaf</code>" in data["text/html"] and "int demo.Leaf.n()" in data["text/html"]
    assert "A leaf." in fresh.request(fresh.client.inspect("demo.Leaf"))["data"]["text/plain"]


def test_without_sources_there_is_the_signature(fresh, settings):
    fresh.ok(f"%maven -s {settings} demo:other:1")
    assert fresh.request(fresh.client.inspect("demo.Other.n("))["data"]["text/plain"] == "int demo.Other.n()"


@pytest.fixture
def proxy(repository):
    """A proxy that answers for http://far.invalid/ what lies in the repository; it can be made slow."""

    class Handler(http.server.BaseHTTPRequestHandler):
        asked, delay = [], 0

        def do_GET(self):
            self.asked.append(self.path)
            time.sleep(self.delay)
            file = repository.folder / "repository" / self.path.removeprefix("http://far.invalid/")
            if not file.is_file():
                self.send_error(404)
                return
            content = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.handler = Handler
    yield server
    server.shutdown()


@pytest.fixture
def proxied(proxy, tmp_path):
    file = tmp_path / "proxied.xml"
    host, port = proxy.server_address
    proxies = (
        f"<proxies><proxy><id>p</id><active>true</active><protocol>http</protocol>"
        f"<host>{host}</host><port>{port}</port></proxy></proxies>"
    )
    file.write_text(SETTINGS.format(local=tmp_path / "far", url="http://far.invalid/", more=proxies))
    return file


def test_a_mirror_behind_a_proxy_with_progress(fresh, proxied, proxy):
    proxy.handler.delay = 0.2
    result = fresh.ok(f"%maven -s {proxied} demo:branch:1")
    assert is_loaded(fresh, "Leaf")
    assert "http://far.invalid/demo/leaf/1/leaf-1.jar" in proxy.handler.asked
    assert any("MB from near: " in state for state in states(result)), states(result)
    assert text(result).startswith("2 jars: branch-1, leaf-1")


def test_a_download_that_hangs_can_be_stopped(fresh, proxied, proxy):
    proxy.handler.delay = 20
    sent = fresh.send(f"%maven -s {proxied} demo:other:1")
    while not proxy.handler.asked:
        time.sleep(0.05)
    start = time.monotonic()
    fresh.interrupt()
    assert fresh.reply(sent)["content"]["ename"] == "Interrupted"
    assert time.monotonic() - start < 1
    assert not is_loaded(fresh, "Other")
