"""A Maven repository in a folder, made by a test."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

POM = """<project><modelVersion>4.0.0</modelVersion>
<groupId>demo</groupId><artifactId>{name}</artifactId><version>{version}</version><packaging>{packaging}</packaging>
{rest}
</project>"""

SNAPSHOT = """<metadata><groupId>demo</groupId><artifactId>{name}</artifactId><version>{version}</version>
<versioning><snapshot><timestamp>{stamp}</timestamp><buildNumber>{build}</buildNumber></snapshot>
<lastUpdated>202601010000{build:02}</lastUpdated></versioning></metadata>"""


def dependency(name: str, version: str | None = None, rest: str = "") -> str:
    number = f"<version>{version}</version>" if version else ""
    return f"<dependency><groupId>demo</groupId><artifactId>{name}</artifactId>{number}{rest}</dependency>"


class Repository:
    """Artifacts of the group `demo`; each jar holds one class, whose method n() says which version it is."""

    def __init__(self, folder: Path, java: Path):
        self.folder, self.java, self.builds = folder, java, 0

    @property
    def url(self) -> str:
        return (self.folder / "repository").as_uri()

    def add(self, name: str, version: str, needs: str = "", classifier: str = "", packaging: str = "jar", n: int = 0):
        """Publishes an artifact; with a classifier, a jar beside one that is there."""
        place = self.place(name, version)
        file_version = self.deployed(name, version) if version.endswith("-SNAPSHOT") else version
        if not classifier:
            rest = needs if needs.startswith("<dependencyManagement") else f"<dependencies>{needs}</dependencies>"
            pom = POM.format(name=name, version=version, packaging=packaging, rest=rest)
            self.write(place / f"{name}-{file_version}.pom", pom.encode())
        if packaging == "jar":
            type_name = (name + classifier).capitalize()
            jar = self.jar(type_name, n or int(version[0]))
            suffix = f"-{classifier}" if classifier else ""
            self.write(place / f"{name}-{file_version}{suffix}.jar", jar)

    def deployed(self, name: str, version: str) -> str:
        """Announces a new build of a snapshot; the version that its files have."""
        self.builds += 1
        stamp = f"20260101.0000{self.builds:02}"
        metadata = SNAPSHOT.format(name=name, version=version, stamp=stamp, build=self.builds)
        self.write(self.place(name, version) / "maven-metadata.xml", metadata.encode())
        return version.replace("SNAPSHOT", f"{stamp}-{self.builds}")

    def sources(self, name: str, version: str, source: str):
        folder = self.folder / "sources"
        (folder / "demo").mkdir(parents=True, exist_ok=True)
        (folder / "demo" / f"{name.capitalize()}.java").write_text(source)
        self.write(self.place(name, version) / f"{name}-{version}-sources.jar", self.packed(folder))

    def place(self, name: str, version: str) -> Path:
        return self.folder / "repository" / "demo" / name / version

    def jar(self, type_name: str, n: int) -> bytes:
        source = self.folder / f"{type_name}.java"
        source.write_text(f"package demo; public class {type_name} {{ public static int n() {{ return {n}; }} }}")
        classes = self.folder / "classes" / f"{type_name}{n}"
        subprocess.run([self.java.with_name("javac"), "-d", classes, source], check=True)
        return self.packed(classes)

    def packed(self, folder: Path) -> bytes:
        jar = self.folder / "made.jar"
        subprocess.run([self.java.with_name("jar"), "cf", jar, "-C", folder, "."], check=True)
        return jar.read_bytes()

    @staticmethod
    def write(file: Path, content: bytes):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.with_name(file.name + ".sha1").write_text(hashlib.sha1(content).hexdigest())
