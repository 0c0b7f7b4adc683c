"""Building the jars with Maven: the one on the PATH, else the wrapper, else one from Maven Central."""

import hashlib
import os
import re
import shutil
import zipfile
from pathlib import Path

from . import paths, process, stamps
from .jdk import Jdk
from .say import Problem, say

OLDEST = (3, 8)
OWN = paths.HOUSE / "maven"
VERSION = "3.9.11"
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
    process.run([executable(jdk), *BATCH, *arguments], env=jdk.environment(), failure=failure)


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
    if own.exists():
        return own
    wrapper = paths.ROOT / ("mvnw.cmd" if paths.WINDOWS else "mvnw")
    if version(wrapper, jdk) >= OLDEST:
        return wrapper
    _download()
    if version(own, jdk) >= OLDEST:
        return own
    raise Problem(f"Maven {'.'.join(map(str, OLDEST))} or newer is needed, and none could be started or downloaded")


def version(mvn: Path, jdk: Jdk) -> tuple[int, ...]:
    told = process.output([mvn, "--version"], timeout=300, env=jdk.environment()) or ""
    found = re.search(r"Apache Maven (\d+)\.(\d+)", told)
    return (int(found[1]), int(found[2])) if found else (0,)


def _download() -> None:
    """Maven itself is in Maven Central: where the wrapper's own site cannot be reached, take it from there."""
    from . import environment

    say(f"the Maven wrapper could not download Maven; taking {VERSION} from Maven Central")
    python = environment.lab()
    pip = [python, "-m", "pip", "install", "--quiet", "maven-artifact==0.3.5"]
    process.run(pip, failure="maven-artifact did not install")
    OWN.mkdir(parents=True, exist_ok=True)
    archive = OWN / "maven.zip"
    coordinates = f"org.apache.maven:apache-maven:zip:bin:{VERSION}"
    client = paths.program(paths.VENV, "maven-artifact")
    process.run([client, coordinates, archive], failure="Maven could not be downloaded")
    if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
        archive.unlink()
        raise Problem(f"the Maven {VERSION} that came is not the one that was expected; it was thrown away")
    with zipfile.ZipFile(archive) as file:
        file.extractall(OWN)
    archive.unlink()
    os.chmod(OWN / f"apache-maven-{VERSION}" / "bin" / "mvn", 0o755)
