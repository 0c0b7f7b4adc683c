"""How the launcher speaks: a line for each step, and one sentence for what went wrong."""

import sys


class Problem(Exception):
    """Something expected went wrong. Its text is the whole message: what, and the way out."""


def say(text: str) -> None:
    print(f"flowlab: {text}", file=sys.stderr, flush=True)


def ask(question: str, yes: bool) -> bool:
    """Whether the reader agrees. Without a terminal to ask on, only `--yes` is a yes."""
    if yes:
        return True
    if not sys.stdin or not sys.stdin.isatty():
        return False
    return input(f"flowlab: {question} [y/N] ").strip().lower() in ("y", "yes")
