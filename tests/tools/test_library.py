"""The jar as others use it: its module name, and the README's example, compiled and run as it stands there."""

import os
import re
import shutil
import subprocess

import pytest

from tools import paths, train

IMPORTS = ["flowlab.*", *(f"flowlab.{part}.*" for part in ("data", "model", "show", "solve", "train"))]
IMPORTS += ["java.nio.file.Path", "java.util.SplittableRandom"]
SMALL = {r"\.steps\([\d_]+\)": ".steps(30)", r"\.batch\([\d_]+\)": ".batch(64)"}


@pytest.fixture
def jar():
    if not paths.LIB_JAR.exists():
        pytest.fail("lib/target/flowlab-lib.jar is missing; ./flowlab test builds it, ./mvnw package too")
    return paths.LIB_JAR


def run(*command, cwd):
    done = subprocess.run(list(map(os.fspath, command)), cwd=cwd, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def java(name: str) -> str:
    found = shutil.which(name)
    assert found, f"there is no {name} on the PATH"
    return found


def example() -> str:
    """The Java between the README's heading of the library and the next."""
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## The library, without notebooks", 1)[1].split("\n## ", 1)[0]
    return re.search(r"```java\n(.*?)```", section, re.DOTALL)[1]


def test_the_readmes_example_is_short_and_runs(jar, tmp_path):
    code = example()
    assert len(code.splitlines()) <= 20
    for big, small in SMALL.items():
        code, changed = re.subn(big, small, code)
        assert changed == 1, f"the example no longer has {big}: scale it down some other way"
    imports = "".join(f"import {name};\n" for name in IMPORTS if f"import {name};" not in code)
    source = f"{imports}class Example {{\n public static void main(String[] a) throws Exception {{\n{code}}}\n}}\n"
    (tmp_path / "Example.java").write_text(source, encoding="utf-8")
    run(java("javac"), "-encoding", "UTF-8", "-cp", jar, "Example.java", cwd=tmp_path)
    classes = os.pathsep.join([str(tmp_path), str(jar)])
    run(java("java"), *train.jvm(), "-cp", classes, "Example", cwd=tmp_path)
    assert (tmp_path / "samples.png").read_bytes().startswith(b"\x89PNG")


def test_the_readmes_coordinates_are_those_of_the_pom():
    pom = (paths.ROOT / "pom.xml").read_text(encoding="utf-8")
    group, version = (re.search(f"<{tag}>(.*?)</{tag}>", pom)[1] for tag in ("groupId", "version"))
    assert f"`{group}:flowlab-lib:{version}`" in (paths.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_jar_has_a_module_name(jar, tmp_path):
    told = run(java("java"), "--module-path", jar, "--describe-module", "flowlab.lib", cwd=tmp_path)
    assert told.startswith("flowlab.lib"), told
