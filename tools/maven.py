"""Building the jars with Maven: the one on the PATH, else one of the house's own from Maven Central."""

import hashlib
import io
import os
import re
import shutil
import urllib.request
import zipfile
from pathlib import Path

from . import home, packages, paths, process, stamps
from .jdk import Jdk
from .say import Problem, say

OLDEST = (3, 8)
OWN = paths.HOUSE / "maven"
VERSION = "3.9.11"
CENTRAL = "https://repo.maven.apache.org/maven2/org/apache/maven/apache-maven"
SHA512 = (
    "03e2d65d4483a3396980629f260e25cac0d8b6f7f2791e4dc20bc83f9514db8d"
    "0f05b0479e699a5f34679250c49c8e52e961262ded468a20de0be254d8207076"
)
BATCH = ["--batch-mode", "--no-transfer-progress"]


def jars(jdk: Jdk) -> None:
    """Build lib and kernel, unless they were built from just these sources."""
    hash = sources()
    if stamps.fresh("jars", hash, built()):
        return
    say("building the jars (the first time, Maven downloads about 200 MB)")
    maven(jdk, "--quiet", "-Dmaven.test.skip=true", "package", failure="the jars did not build")
    for jar in built():
        if not jar.exists():
            raise Problem(f"the build ended without making {paths.shown(jar)}")
    stamps.stamp("jars", hash)


def maven(jdk: Jdk, *arguments: str, failure: str) -> None:
    process.run([executable(jdk), *BATCH, *home.repository(), *arguments], env=jdk.environment(), failure=failure)


def artifact(jdk: Jdk, coordinates: str, folder: Path) -> Path:
    """The jar of these coordinates (group:artifact:version), copied into a folder."""
    _, name, version = coordinates.split(":")
    jar = folder / f"{name}-{version}.jar"
    if not jar.exists():
        options = [f"-Dartifact={coordinates}", f"-DoutputDirectory={folder}"]
        maven(jdk, "--quiet", "--non-recursive", "dependency:copy", *options, failure=f"{coordinates} did not come")
    return jar


def sources() -> str:
    """The hash of everything that goes into the jars."""
    inside = [paths.ROOT / module / part for module in ("lib", "kernel") for part in ("pom.xml", "src/main")]
    return stamps.digest(paths.ROOT / "pom.xml", *inside)


def built() -> list[Path]:
    return [paths.LIB_JAR, paths.KERNELSPEC / "kernel.json"]


def executable(jdk: Jdk) -> Path:
    """A Maven that runs, made ready if need be."""
    on_path = shutil.which("mvn")
    if on_path and version(Path(on_path), jdk) >= OLDEST:
        return Path(on_path)
    own = OWN / f"apache-maven-{VERSION}" / "bin" / ("mvn.cmd" if paths.WINDOWS else "mvn")
    if not own.exists():
        _download()
    return own


def version(mvn: Path, jdk: Jdk) -> tuple[int, ...]:
    told = process.output([mvn, "--version"], timeout=300, env=jdk.environment()) or ""
    found = re.search(r"Apache Maven (\d+)\.(\d+)", told)
    return (int(found[1]), int(found[2])) if found else (0,)


def _download() -> None:
    say(f"bringing Maven {VERSION}")
    try:
        with urllib.request.urlopen(f"{CENTRAL}/{VERSION}/apache-maven-{VERSION}-bin.zip", timeout=60) as answer:
            archive = answer.read()
    except OSError as error:
        reason = f"Maven {VERSION} could not be downloaded ({error})"
        raise Problem(f"{reason}; bring one with `{packages.command('maven')}`") from None
    if hashlib.sha512(archive).hexdigest() != SHA512:
        raise Problem(f"the Maven {VERSION} that came is not the one that was expected; it was thrown away")
    OWN.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        file.extractall(OWN)
    os.chmod(OWN / f"apache-maven-{VERSION}" / "bin" / "mvn", 0o755)
