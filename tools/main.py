"""The words of the command line, and which file does what they say."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from . import home
from .say import Problem, say


def main(arguments: list[str]) -> int:
    """Run one command. What can be expected to go wrong ends in one sentence and exit status 1."""
    ours, extra = _split(arguments)
    parser = _parser()
    options, unknown = parser.parse_known_args(ours)
    if options.command == "bench":
        extra = unknown + extra
    elif unknown:
        parser.error(f"unknown: {' '.join(unknown)}")
    try:
        home.ensure(os.environ)
        return options.run(options, extra)
    except Problem as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What stands after `--` is for JupyterLab or for the bench."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flowlab", description="Flowlab: a Java kernel for Jupyter, and a course on flow matching that runs on it."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    lab = commands.add_parser("lab", help="set everything up and open the course in JupyterLab")
    lab.add_argument("--no-browser", action="store_true", help="only serve it")
    lab.add_argument("--port", type=int, help="listen here (8888, or the next free one)")
    _backend(lab)
    _yes(lab, _lab)

    test = commands.add_parser("test", help="run every test")
    test.add_argument("kinds", nargs="*", metavar="KIND", help="only these, such as java or parity")
    test.add_argument("--fast", action="store_true", help="in under 3 minutes, without the slow ones")
    _yes(test, _test)

    run = commands.add_parser("run", help="run notebooks top to bottom without a browser")
    run.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="all of them if none is named")
    run.add_argument("--scale", choices=("ci", "course", "full"), default="course", help="seconds, minutes, or hours")
    run.add_argument("--kernel", choices=("flowlab", "jjava"), default="flowlab", help="ours, or the stock JJava")
    run.add_argument("--out", type=Path, help="where results go (notebooks/out)")
    run.add_argument("--in-place", action="store_true", help="write the results into the notebooks themselves")
    _backend(run)
    _yes(run, _run)

    kernel = commands.add_parser("kernel", help="install the kernel for another Jupyter")
    install = kernel.add_subparsers(dest="action", required=True).add_parser("install", help="install the kernel")
    where = install.add_mutually_exclusive_group()
    where.add_argument("--user", action="store_true", help="for this user (this is what is done if nothing is said)")
    where.add_argument("--sys-prefix", action="store_true", help="in the environment of the Python that runs this")
    where.add_argument("--prefix", metavar="DIR", help="below a folder: DIR/share/jupyter/kernels/java")
    install.add_argument("--jvm-option", action="append", default=[], metavar="OPTION",
                         help="start its virtual machine with this, too: --jvm-option=-Xmx8g; may be repeated")
    install.add_argument("--memory", metavar="SIZE", help="for a machine with so much, such as 2g (for this one)")
    _yes(install, _kernel)

    bench = commands.add_parser("bench", help="measure; what follows the name goes to bench/NAME.py")
    bench.add_argument("name")
    bench.add_argument("--peers", action="store_true", help="beside what others offer, in the same run")
    _yes(bench, _bench)

    train = commands.add_parser("train", help="train a model of the course outside a notebook")
    train.add_argument("name")
    train.add_argument("--budget", help="how long, or how many steps")
    train.add_argument("--resume", action="store_true", help="go on from where the last one stopped")
    _backend(train)
    _yes(train, _train)

    grade = commands.add_parser("grade", help="hold a reader's exercises to their checks, each run alone")
    grade.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="those of the course if none is named")
    grade.add_argument("--json", action="store_true", help="for programs")
    grade.add_argument("--seconds", type=float, default=60, help="the time of one exercise (60)")
    _yes(grade, _grade)

    handout = commands.add_parser("handout", help="exercises as assignments of nbgrader, without their solutions")
    handout.add_argument("folder", type=Path, help="the course folder of nbgrader; made if it is not there")
    handout.add_argument("chapters", nargs="*", metavar="CHAPTER", help="all of them if none is named")
    handout.add_argument("--library", type=Path, metavar="JAR", help="where flowlab-lib.jar lies for the class (here)")
    handout.set_defaults(run=_handout)

    book = commands.add_parser("book", help="the course as pages, from the chapters' committed outputs")
    book.add_argument("--serve", action="store_true", help="show them, and make them again while you write")
    book.add_argument("--pdf", action="store_true", help="print them as one file, too, by a Chromium")
    book.add_argument("--port", type=int, help="show them here (8000)")
    book.add_argument("--repository", metavar="URL", help="where this checkout is public, for the buttons that run it")
    book.add_argument("--branch", help="of that repository (main)")
    book.add_argument("--binder", metavar="URL", default="https://mybinder.org", help="the Binder that runs it")
    book.add_argument("--hub", metavar="URL", help="a JupyterHub with nbgitpuller that runs it, too")
    _yes(book, _book)

    wheel = commands.add_parser("wheel", help="the kernel, and the course with its library, as wheels for pip")
    wheel.add_argument("names", nargs="*", metavar="NAME", help="kernel or course; both if none is named")
    wheel.add_argument("--out", type=Path, metavar="DIR", help="where wheels go (.flowlab/wheels)")
    _yes(wheel, _wheel)

    architecture = commands.add_parser("architecture", help="draw docs/architecture.md's pictures from the classes")
    _yes(architecture, _architecture)

    doctor = commands.add_parser("doctor", help="what is needed, what is here, and how to get the rest")
    doctor.add_argument("--json", action="store_true", help="for programs")
    doctor.set_defaults(run=_doctor)
    return parser


def _backend(parser: argparse.ArgumentParser) -> None:
    from .backend import CHOICES

    parser.add_argument("--backend", choices=CHOICES, help="compute on this; FLOWLAB_BACKEND says it too (cpu)")


def _yes(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace, list[str]], int]) -> None:
    parser.add_argument("--yes", action="store_true", help="install what is missing without asking")
    parser.set_defaults(run=run)


# Each command's file is read only when the command is given: a start stays quick.


def _lab(options: argparse.Namespace, extra: list[str]) -> int:
    from .lab import lab

    return lab(not options.no_browser, options.port, options.backend, options.yes, extra)


def _test(options: argparse.Namespace, extra: list[str]) -> int:
    from .testing import test

    return test(options.fast, options.yes, options.kinds)


def _run(options: argparse.Namespace, extra: list[str]) -> int:
    from .notebooks import run

    where = options.out, options.in_place
    return run(options.notebooks, options.scale, options.kernel, options.backend, *where, options.yes)


def _kernel(options: argparse.Namespace, extra: list[str]) -> int:
    from . import jdk, kernelspec, machine, maven

    total = machine.size(options.memory) if options.memory else None
    java = jdk.ensure(options.yes)
    maven.jars(java)
    kernelspec.install(java, kernelspec.target(options.prefix, options.sys_prefix), options.jvm_option, total)
    return 0


def _bench(options: argparse.Namespace, extra: list[str]) -> int:
    from .bench import bench

    return bench(options.name, extra, options.peers, options.yes)


def _train(options: argparse.Namespace, extra: list[str]) -> int:
    from .train import train

    return train(options.name, options.budget, options.resume, options.backend, options.yes)


def _grade(options: argparse.Namespace, extra: list[str]) -> int:
    from .grade import grade

    return grade(options.notebooks, options.json, options.seconds, options.yes)


def _handout(options: argparse.Namespace, extra: list[str]) -> int:
    from .handout import handout

    return handout(options.folder, options.chapters, options.library)


def _book(options: argparse.Namespace, extra: list[str]) -> int:
    from .book import book

    run_it = {name: getattr(options, name) for name in ("repository", "branch", "binder", "hub")}
    return book(options.serve, options.port, options.pdf, run_it, options.yes)


def _wheel(options: argparse.Namespace, extra: list[str]) -> int:
    from .wheels import wheel

    return wheel(options.names, options.out, options.yes)


def _architecture(options: argparse.Namespace, extra: list[str]) -> int:
    from .architecture import architecture

    return architecture(options.yes)


def _doctor(options: argparse.Namespace, extra: list[str]) -> int:
    from .doctor import doctor

    return doctor(options.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
