"""Running other programs, with one sentence instead of a Python trace when they fail."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import paths
from .say import Problem


def run(
    command: Sequence[object],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    failure: str,
) -> None:
    """Run a command, which speaks where the launcher does, on stderr; `failure` is said when it fails."""
    try:
        code = subprocess.run(_texts(command), env=env, cwd=cwd or paths.ROOT, stdout=2).returncode
    except OSError as error:
        raise Problem(f"{failure} ({error.strerror}: {command[0]})") from None
    if code:
        raise Problem(f"{failure} (exit status {code}: {' '.join(_texts(command))})")


def output(command: Sequence[object], *, timeout: float = 60, env: Mapping[str, str] | None = None) -> str | None:
    """What a command prints on stdout and stderr together, or None if it fails or cannot start."""
    try:
        done = subprocess.run(
            _texts(command),
            env=env,
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def become(command: Sequence[object], env: Mapping[str, str], cwd: Path) -> int:
    """Hand this process over to a program that runs until the reader stops it."""
    if paths.WINDOWS:
        try:
            return subprocess.run(_texts(command), env=env, cwd=cwd).returncode
        except KeyboardInterrupt:
            return 0
    os.chdir(cwd)
    os.execve(str(command[0]), _texts(command), dict(env))


def _texts(command: Sequence[object]) -> list[str]:
    return [str(part) for part in command]
