"""What keeps quality up without being asked: the linters of our Python, and files that a public host reads."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import maven, paths

POM = "{http://maven.apache.org/POM/4.0.0}"


@pytest.mark.parametrize("tool", [["ruff", "check", "--no-cache"], ["mypy", "--cache-dir", "/dev/null"]], ids=lambda tool: tool[0])
def test_python_is_clean(tool):
    command = [sys.executable, "-m", *tool] + ([] if tool[0] == "mypy" else ["."])
    done = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_changelog_names_the_version():
    """What is being worked on stands on top; a release is named there before it is made."""
    version = ElementTree.parse(paths.ROOT / "pom.xml").getroot().findtext(f"{POM}version") or ""
    first = next(line for line in (paths.ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## "))
    assert first.startswith(f"## {version.removesuffix('-SNAPSHOT')}"), (version, first)
    assert ("unreleased" in first) == version.endswith("-SNAPSHOT"), (version, first)


def test_the_wrapper_brings_the_launchers_maven():
    """Of the same host as all else that Maven brings, and only if it is that file."""
    said = dict(line.split("=", 1) for line in (paths.ROOT / ".mvn/wrapper/maven-wrapper.properties").read_text().split())
    assert said["distributionUrl"] == f"{maven.CENTRAL}/{maven.VERSION}/apache-maven-{maven.VERSION}-bin.zip"
    assert len(said["distributionSha256Sum"]) == 64


def test_workflows_run_what_the_readme_says():
    yaml = pytest.importorskip("yaml")
    for file in (paths.ROOT / ".github").rglob("*.yml"):
        read = yaml.safe_load(file.read_text())
        for job in (read.get("jobs") or {}).values():
            for step in job["steps"]:
                said = step.get("run", "")
                for word in [line.strip() for line in said.splitlines() if line.strip().startswith("python flowlab")]:
                    assert word.split()[2] in ("test", "run", "doctor", "kernel", "lab", "wheel"), word
                used = step.get("uses", "")
                assert not used or "@" in used, f"{file.name}: {used} is not pinned"


BENCHES = [file for file in sorted((paths.ROOT / "bench").glob("*.py")) if "argparse" in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("bench", BENCHES, ids=lambda file: file.stem)
def test_every_bench_starts(bench):
    """Benches are run by hand, some once a release: what broke them is not noticed by then."""
    done = subprocess.run([sys.executable, bench, "--help"], capture_output=True, text=True)
    assert done.returncode == 0 and "usage:" in done.stdout, done.stderr


# One statement after a condition or a loop's head, in braces; on the next line without them.
IN_BRACES = re.compile(r"^( *)(if|for|while) (\([^\n]*\)) \{\n +(?! |if |for |while |try |switch |do |/)([^\n{}]*;)\n\1\}\n(?! *else)", re.MULTILINE)
WITHOUT = re.compile(r"^ *(?:if|for|while) \([^\n]*\)\n +[^\n]*;\n", re.MULTILINE)
TEXT_BLOCK = re.compile(r'"""\n.*?"""', re.DOTALL)


@pytest.mark.parametrize("module", ["lib", "kernel"])
def test_one_style_of_braces(module):
    """One statement that fits on the line of its `if`, `for` or `while` stands there, without braces; all else has them."""
    wrong = []
    for file in sorted((paths.ROOT / module / "src" / "main" / "java").rglob("*.java")):
        code = TEXT_BLOCK.sub('""', file.read_text(encoding="utf-8"))
        fits = [found for found in IN_BRACES.finditer(code) if len(f"{found[1]}{found[2]} {found[3]} {found[4]}") <= 100]
        wrong += [f"{file.name}: {found[0].strip()}" for found in [*fits, *WITHOUT.finditer(code)]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "code", ["if (a) {\n  return;\n}\n", "    for (int i = 0; i < n; i++)\n      x();\n", "while (a) {\n  b();\n}\nif (c) d();\n"]
)
def test_what_is_not_that_style(code):
    assert IN_BRACES.search(code) or WITHOUT.search(code)


# What turns bytes into objects by running what the bytes say: Java's serialisation, its XML and ND4J's wrappers of it;
# pickle and its kin in Python. Weights and states are numbers with a header of JSON.
REVIVES = {
    ".java": re.compile(r"ObjectInput|ObjectOutputStream|readObject\(|XMLDecoder|SerializationUtils|Nd4j\.read\b|Nd4jSerde"),
    ".py": re.compile(r"\bpickle\b|\bmarshal\b|\bshelve\b|yaml\.(unsafe_)?load\(|(?<![\w.])(eval|exec)\("),
}


def revived(folders: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {line.strip()}"
        for folder in folders
        for ending, pattern in REVIVES.items()
        for path in sorted(folder.rglob(f"*{ending}"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(line)
    ]


def test_nothing_that_is_read_can_run():
    read_by_us = [paths.ROOT / name for name in ("lib/src/main", "kernel/src/main", "tools", "deploy")]
    assert revived(read_by_us) == []


@pytest.mark.parametrize("line", ["var in = new ObjectInputStream(file);", "Object o = in.readObject();", "Nd4j.read(file)"])
def test_the_scan_sees_a_revival(line, tmp_path):
    (tmp_path / "A.java").write_text(f"class A {{\n  {line}\n}}\n")
    assert len(revived([tmp_path])) == 1
