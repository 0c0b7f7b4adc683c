"""The library as somebody else's program uses it: from Maven and from Gradle, with a home folder that has nothing yet.

It is published into a folder first, as a release would be; what it needs comes from the registry.
"""

import os
import platform
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import jdk, maven, paths

pytestmark = pytest.mark.slow

CONSUMER = paths.ROOT / "tests" / "consumer"
POM = "{http://maven.apache.org/POM/4.0.0}"
VERSION = ElementTree.parse(paths.ROOT / "pom.xml").getroot().findtext(f"{POM}version") or ""
GRADLE = shutil.which("gradle")
PLATFORMS = {
    ("Linux", "x86_64"): "linux-x86_64",
    ("Linux", "aarch64"): "linux-arm64",
    ("Darwin", "x86_64"): "macosx-x86_64",
    ("Darwin", "arm64"): "macosx-arm64",
    ("Windows", "AMD64"): "windows-x86_64",
}


@pytest.fixture(scope="module")
def java():
    return jdk.ensure(yes=False)


@pytest.fixture(scope="module")
def published(java, tmp_path_factory) -> Path:
    """A repository in a folder, with what a release uploads, unsigned."""
    folder = tmp_path_factory.mktemp("published")
    options = ["-q", "-P", "release", "-pl", ".,lib", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "-Dgpg.skip=true"]
    target = f"-DaltDeploymentRepository=published::{folder.as_uri()}"
    build(java, paths.ROOT, {}, *options, target, "deploy")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


def build(java, folder: Path, variables: dict[str, str], *arguments: str) -> None:
    command = [os.fspath(maven.executable(java)), *maven.BATCH, *arguments]
    done = subprocess.run(command, cwd=folder, env={**java.environment(), **variables}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def runs(java, home: Path, class_path: str, folder: Path) -> None:
    """It trains and draws, on this machine's natives, and says nothing that it was not asked to say."""
    picture = folder / "samples.png"
    command = [os.fspath(java.java), "-Djava.awt.headless=true", f"-Duser.home={home}", "-cp", class_path, "Consumer", os.fspath(picture)]
    done = subprocess.run(command, env=java.environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said, backend = done.stdout.splitlines()
    assert said == "200 steps, 500 samples"
    assert "fused steps in float" in backend
    assert picture.read_bytes().startswith(b"\x89PNG")
    jars = [Path(jar).name for jar in class_path.split(os.pathsep)]
    assert not [jar for jar in jars if jar.startswith(("slf4j-nop", "slf4j-simple", "logback", "jjava", "junit"))]
    assert f"flowlab-lib-{VERSION}.jar" in jars or any(jar.startswith("flowlab-lib-") for jar in jars)


def test_from_maven(java, published, home, tmp_path):
    project = shutil.copytree(CONSUMER, tmp_path / "consumer") / "maven"
    given = [f"-Dmaven.repo.local={home / 'repository'}", f"-Dpublished={published.as_uri()}", f"-Dflowlab.version={VERSION}"]
    build(java, project, {"HOME": os.fspath(home)}, "-q", *given, "compile", "dependency:build-classpath", "-Dmdep.outputFile=class-path.txt")
    class_path = (project / "class-path.txt").read_text() + os.pathsep + os.fspath(project / "target" / "classes")
    runs(java, home, class_path, tmp_path)


@pytest.mark.skipif(GRADLE is None, reason="needs gradle on the PATH")
def test_from_gradle(java, published, home, tmp_path):
    project = shutil.copytree(CONSUMER, tmp_path / "consumer") / "gradle"
    given = [f"-Ppublished={published.as_uri()}", f"-PflowlabVersion={VERSION}", f"-Pplatform={PLATFORMS[platform.system(), platform.machine()]}"]
    if (home / "repository").exists():  # what Maven has brought need not come twice
        given.append(f"-Pmirror={(home / 'repository').as_uri()}")
    command = [GRADLE, "--no-daemon", "-q", f"--gradle-user-home={home / 'gradle'}", *given, "classPath"]
    done = subprocess.run(command, cwd=project, env={**java.environment(), "HOME": os.fspath(home)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    runs(java, home, (project / "build" / "class-path.txt").read_text(), tmp_path)


def test_all_that_a_central_repository_asks_for(published):
    files = {file.name for file in published.rglob("flowlab-lib-*") if file.suffix in (".jar", ".pom")}
    kinds = {name.rsplit("-", 1)[-1] for name in files}
    assert {"sources.jar", "javadoc.jar"} <= kinds and len(files) == 4, files
    parent = pom(next(published.rglob("flowlab-[0-9]*.pom")))
    for name in ("name", "description", "url", "licenses", "developers", "scm"):
        assert parent.find(POM + name) is not None, name
    lib = pom(next(published.rglob("flowlab-lib-*.pom")))
    assert lib.findtext(f"{POM}name") and lib.findtext(f"{POM}description")


def test_no_test_or_notebook_dependency_reaches_an_adopter(published):
    lib = pom(next(published.rglob("flowlab-lib-*.pom")))
    forced = {
        dependency.findtext(f"{POM}artifactId")
        for dependency in lib.iter(f"{POM}dependency")
        if dependency.findtext(f"{POM}optional") != "true" and dependency.findtext(f"{POM}scope") not in ("test", "provided")
    }
    assert not forced & {"slf4j-nop", "jjava-jupyter"}
    assert {"jackson", "xchart", "tablesaw-core", "openblas"} <= forced


def test_why_there_is_no_module_info(java):
    """nd4j-api cannot stand on a module path: its manifest names services in packages that it does not have.

    When this fails, lib can be a module.
    """
    maven.jars(java)
    (jar,) = (paths.LIB_JAR.parent / "dependency").glob("nd4j-api-*.jar")
    command = [java.java, "--module-path", jar, "--list-modules"]
    done = subprocess.run(list(map(os.fspath, command)), env=java.environment(), capture_output=True, text=True)
    assert done.returncode != 0
    assert "not found in module" in done.stdout + done.stderr


def pom(file: Path) -> ElementTree.Element:
    return ElementTree.parse(file).getroot()
