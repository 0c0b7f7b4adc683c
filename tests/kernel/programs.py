"""Random Java programs that print: once as the classes of a source file, once as cells.

A program is a list of cells, and each cell a list of items: types, methods, variables and statements. In the file an
item is a static member of the program's class, a statement a static block, so that both run in the order of the text.
"""

from __future__ import annotations

import os
import queue
import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from support import Kernel, java_executables

NAMES = ["a", "größe", "Σ", "x1", "_v", "$d", "été", "value", "result", "java", "list", "node", "ω", "тест", "record"]
TEXTS = [
    '"plain"', '"q\\"uote"', '"// no comment"', '"/* nor */ this"', '"}{;"', '"%d !x"', '"tab\\tü"', '"\\\\"', '""',
    '"""\n  block "with" {\n    two } lines\n  """', "\"'\"", '"\\u0041\\n"', '"""\n  // in \\\n  one\\n"""',
]
CHARS = ["'x'", "'\\''", "'\"'", "'{'", "'\\n'", "'ß'"]
GAPS = [" ", "\n", "\n\n", " // } \" '\n", " /* { ; */ ", "\n/** text */\n", "\t"]


@dataclass
class Item:
    """A member or a statement; definitions may stand anywhere in their cell."""

    text: str
    statement: bool = False
    definition: bool = False

    def member(self) -> str:
        if self.statement:
            return f"static {{ {self.text}\n}}"
        return self.text if self.text.startswith("@interface") else f"static {self.text}"


class Program:
    """One program, made from a seed for a version of Java."""

    def __init__(self, seed: int, version: int):
        self.random = random.Random(seed)
        self.seed = seed
        self.version = version
        self.count = 0
        self.ints: list[str] = []  # variables of the notebook that all later cells know
        self.texts: list[str] = []
        self.methods: list[str] = []  # of one int, giving an int
        self.makers: list[str] = []  # expressions that make an object with a toString of its own
        self.cells = [self.cell() for _ in range(self.random.randint(3, 7))]

    def pick(self, of):
        return self.random.choice(of)

    def chance(self, p: float) -> bool:
        return self.random.random() < p

    def fresh(self) -> str:
        self.count += 1
        return f"{self.pick(NAMES)}{self.count}_{self.seed}"  # of no other program in the same kernel

    # -- expressions ---------------------------------------------------------------------------------------------

    def number(self, scope: list[str], depth: int = 2) -> str:
        leaf = [str(self.random.randint(0, 20)), "0x1F", "1_000", f"(int) {self.pick(CHARS)}", *scope, *self.ints]
        if depth == 0:
            return self.pick(leaf)
        a, b = self.number(scope, depth - 1), self.number(scope, depth - 1)
        forms = [
            f"({a} + {b})", f"{a} * {b}", f"({a} - {b})", f"{a} / 7", f"({a} % 5)", f"({a} ^ {b})", f"({a} >> 2)",
            f"({self.truth(scope, 0)} ? {a} : {b})", f"{self.text(scope, 0)}.length()", f"Math.max({a}, {b})",
            f"((IntBinaryOperator) (p, q) -> p - q).applyAsInt({a}, {b})", f"new int[] {{{a}, {b}}}[1]",
            f"Stream.of({a}, {b}).mapToInt(Integer::intValue).sum()",
            f"(switch ({a} & 3) {{ case 0 -> {b}; case 1, 2, 3 -> 4; default -> throw new IllegalStateException(); }})",
            f"new Object() {{ int h = {a}; int g() {{ return h + 1; }} }}.g()",
        ]
        if self.methods:
            forms += [f"{self.pick(self.methods)}({a} % 50)"] * 3
        return self.pick(forms)

    def truth(self, scope: list[str], depth: int = 1) -> str:
        a, b = self.number(scope, depth), self.number(scope, depth)
        return self.pick(
            [f"{a} < {b}", f"!({a} == {b})", f"({a} > 3 && {b} <= 9)", f"({a} != 2 | false)", f"{self.text(scope, 0)}.isEmpty()"]
        )

    def text(self, scope: list[str], depth: int = 1) -> str:
        if depth == 0:
            return self.pick(TEXTS + self.texts)
        return self.pick(
            [
                f'("" + {self.number(scope, 1)} + {self.text(scope, 0)})', f"{self.text(scope, 0)}.repeat(2)",
                f"String.valueOf({self.number(scope, 1)})", *([f'("" + {self.pick(self.makers)})'] if self.makers else []),
                f"{self.text(scope, 0)}.chars().mapToObj(c -> \"<\" + (char) c + \">\").collect(Collectors.joining())",
            ]
        )

    # -- statements ----------------------------------------------------------------------------------------------

    def prints(self, scope: list[str]) -> str:
        return f"System.out.println({self.pick([self.number, self.text, self.truth])(scope)});"

    def statement(self, scope: list[str], depth: int = 2) -> str:
        if depth == 0:
            return self.prints(scope)
        v = self.fresh()
        inner = self.statement([*scope, v], depth - 1)  # where v never changes
        copied = f"int {v}c = {v}; {self.statement([*scope, v + 'c'], depth - 1)}"
        other = self.statement(scope, depth - 1)
        n = self.number(scope, 1)
        forms = [
            f"for (int {v} = 0; {v} < 3; {v}++) {{ {copied} }}",
            f"for (var {v} : new int[] {{1, {n}}}) {inner}",
            f"for (int {v} : List.of(3, 4)) {{ if ({v} == 3) continue; {inner} }}",
            f"if ({self.truth(scope)}) {{ {other} }} else {self.prints(scope)}",
            f"if ({self.truth(scope)}) {other}",
            f"{{ int {v} = {n}; while ({v}-- > 0) {{ if ({v} > 4) break; }} {copied} }}",
            f"{{ int {v} = 0; do {{ {v}++; }} while ({v} < 2); {copied} }}",
            f"switch ({n} & 3) {{ case 0: {other} case 1: {self.prints(scope)} break; default: System.out.println(\"d\"); }}",
            f"switch ({n} & 3) {{ case 0, 1 -> {{ {other} }} case 2 -> {self.prints(scope)} default -> {{ }} }}",
            f"lab{self.count}: for (int {v} = 0; {v} < 4; {v}++) {{ for (;;) {{ if ({v} > 1) break lab{self.count}; "
            f"System.out.print({v}); continue lab{self.count}; }} }}",
            f"try {{ if ({self.truth(scope)}) throw new IllegalStateException({self.text(scope, 0)}); {other} }} "
            f"catch (IllegalStateException | ArithmeticException e) {{ System.out.println(e.getMessage()); }} finally {{ {self.prints(scope)} }}",
            f"{{ class L{v} {{ int f = {n}; int twice() {{ return f * 2; }} }} System.out.println(new L{v}().twice()); }}",
            f"{{ record R{v}(int p, String q) {{ }} System.out.println(new R{v}({n}, {self.text(scope, 0)}).p()); }}",
            f"synchronized (new Object()) {{ {other} }}",
            f"{{ Runnable {v} = () -> {{ {self.prints(scope) if not scope else 'System.out.println(1);'} }}; {v}.run(); }}",
            f"{{ Object {v} = {n}; if ({v} instanceof Integer i{v} && i{v} > 3) System.out.println(\"i\" + i{v}); }}",
            f"{{ final var {v} = new ArrayList<Map<String, List<? extends Number>>>(); {v}.add(Map.of(\"k\", List.of({n}))); System.out.println({v}); }}",
        ]
        if self.version >= 21:
            forms += [
                f"{{ Object {v} = {n}; System.out.println(switch ({v}) {{ case Integer i when i > 5 -> \"big\"; case Integer i -> \"int\"; "
                "default -> \"no\"; }); }",
            ]
        return self.pick(forms)

    # -- declarations --------------------------------------------------------------------------------------------

    def variable(self) -> Item:
        name = self.fresh()
        if self.chance(0.5):
            item = Item(f"int {name} = {self.number([])};")
            self.new_ints.append(name)
        elif self.chance(0.3):
            item = Item(f"int {name}[] = {{{self.number([])}, 2}}, {name}b = {self.number([])};")
            self.new_ints += [f"{name}[0]", f"{name}b"]
        else:
            item = Item(f"String {name} = {self.text([])};")
            self.new_texts.append(name)
        return item

    def method(self) -> Item:
        name, p = self.fresh(), self.fresh()
        body = self.statement([p], 1) if self.chance(0.3) else ""
        n = self.number([p])
        forms = [
            f"int {name}(int {p}) {{ {body} return {n}; }}",
            f"int {name}(int {p}) {{ return {p} <= 0 ? 1 : {name}({p} / 2 - 1) + 1; }}",
            f"int {name}(int {p}) {{ return switch ({p} & 1) {{ case 0 -> {n}; case 1 -> {{ {body} yield 3; }} "
            f'default -> throw new IllegalArgumentException("odd" + {p}); }}; }}',
            f"@SuppressWarnings(\"unchecked\") <T extends Comparable<T>> T {name}g(T s, T t) {{ return s.compareTo(t) > 0 ? s : t; }}",
            f"int {name}v(int... {p}) {{ int s = {p}.length; for (int e : {p}) s += e; return s; }}",
            f"synchronized int {name}(int {p}) {{ class In {{ int k = {p}; }} return new In().k + {self.number([p], 1)}; }}",
        ]
        text = self.pick(forms)
        if f"{name}g(" in text:
            self.new_makers.append(f'{name}g("s", {self.pick(TEXTS)})')
        elif f"{name}v(" in text:
            self.new_ints.append(f"{name}v(1, 2, 3)")
        else:
            self.new_methods.append(name)
        return Item(text, definition=True)

    def type(self) -> Item:
        name = self.fresh().replace("$", "") + "T"
        n, s = self.number([], 1), self.text([], 0)
        forms = [
            (f"record {name}(int p, String q) {{ {name} {{ if (p < -9) p = 1; }} static {name} of(int p) {{ return new {name}(p, {s}); }} }}",
             f"{name}.of({n}).q()"),
            (f"enum {name} {{ A(1), B(2) {{ @Override int w() {{ return 9; }} }}; final int k; {name}(int k) {{ this.k = k; }} int w() {{ return k; }} }}",
             f"{name}.B.w()"),
            (f"class {name} {{ int f = {n}; {{ f++; }} class In {{ int g = f + 1; }} static int made; {name}() {{ made++; }} "
             f"@Override public String toString() {{ return \"{name}\" + new In().g + made; }} }}", f"new {name}()"),
            (f"sealed interface {name} permits {name}A, {name}B {{ int m(); }}\x00record {name}A(int k) implements {name} {{ public int m() {{ return k; }} }}"
             f"\x00non-sealed class {name}B implements {name} {{ public int m() {{ return {n}; }} }}", f"List.<{name}>of(new {name}A(4), new {name}B()).get(1).m()"),
            (f"interface {name} {{ int one(int x); default {name} twice() {{ return x -> one(one(x)); }} int K = {n}; }}",
             f"(({name}) x -> x + {name}.K).twice().one(1)"),
            (f"class {name}<T> {{ {name}<T> next; T held; {name}(T t, {name}<T> n) {{ held = t; next = n; }} }}",
             f"new {name}<>({s}, new {name}<>(\"t\", null)).next.held"),
            (f"abstract class {name} {{ abstract Object v(); {name}C copy() {{ return new {name}C(); }} }}\x00class {name}C extends {name} {{ @Override Object v() "
             f"{{ return {s}; }} @Override {name}C copy() {{ return this; }} }}", f"new {name}C().copy().v()"),
        ]
        text, maker = self.pick(forms)
        self.new_makers.append(maker)
        return Item(text, definition=True)

    def cell(self) -> list[Item]:
        """Its own variables are for later cells, as a definition that uses one may be taken before it."""
        self.new_ints, self.new_texts, self.new_methods, self.new_makers = [], [], [], []
        makes = [self.variable, self.method, self.type, lambda: Item(self.statement([]), statement=True)]
        items = [make() for make in self.random.choices(makes, [3, 3, 2, 5], k=self.random.randint(1, 5))]
        # what is declared anywhere in this cell may be used at its end, and its definitions stand anywhere
        self.methods += self.new_methods
        self.makers += self.new_makers
        self.ints += self.new_ints
        self.texts += self.new_texts
        items.append(Item(self.prints([]), statement=True))
        split = [Item(text, i.statement, i.definition) for i in items for text in i.text.split("\x00")]
        definitions = [i for i in split if i.definition]
        others = [i for i in split if not i.definition]
        for definition in definitions:
            others.insert(self.random.randint(0, len(others)), definition)
        return others

    # -- the two forms -------------------------------------------------------------------------------------------

    def as_class(self, name: str) -> str:
        members = "\n".join(item.member() for cell in self.cells for item in cell)
        return f"class {name} {{\n{members}\nstatic void run() {{ }}\n}}"

    def as_cells(self) -> list[str]:
        return ["".join(item.text + self.pick(GAPS) for item in cell) for cell in self.cells]


NO_REPLY = "there is no reply"
IMPORTS = "".join(f"import java.util.{of}*;\n" for of in ("", "function.", "stream."))


def printed(programs: list[Program], java: str) -> list[str]:
    """What each program prints as a class of one source file, run by java."""
    classes = "\n".join(program.as_class(f"P{i}") for i, program in enumerate(programs))
    runs = "\n".join(f'System.out.println("== program"); P{i}.run();' for i in range(len(programs)))
    source = f"{IMPORTS}class Main {{ public static void main(String[] args) {{\n{runs}\n}} }}\n{classes}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "Main.java")
        file.write_text(source, encoding="utf-8")
        command = [java, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-ea", os.fspath(file)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    if done.returncode:
        raise AssertionError(f"the generator wrote what is not Java:\n{done.stderr[:3000]}")
    return done.stdout.split("== program\n")[1:]


def differences(spec: str, version: str, seeds: range, silence: float = 0) -> list[str]:
    """Programs that print something else as cells of a kernel, each with its seed."""
    programs = [Program(seed, int(version)) for seed in seeds]
    expected = printed(programs, java_executables()[version])
    untried = list(zip(seeds, programs, expected, strict=True))
    different = []
    while untried:
        with Kernel(spec, silence=silence) as kernel:
            kernel.run(IMPORTS)  # which some kernels bring along, and some do not
            said = ""
            while untried and not said.endswith(NO_REPLY):
                seed, program, right = untried.pop(0)
                said = printed_by(kernel, program)
                if said != right:
                    different.append(f"seed {seed}\n--- as cells\n{said}\n--- as a class\n{right}")
    return different


def printed_by(kernel: Kernel, program: Program) -> str:
    """What a program prints as cells of a kernel, to the first that fails."""
    said = []
    for cell in program.as_cells():
        try:
            result = kernel.run(cell)
        except queue.Empty:
            return "".join([*said, f"\n--- to the cell\n{cell}\n{NO_REPLY}"])
        said.append(result.stdout + result.stderr + result.error)
        if result.status == "error":
            return "".join([*said, f"\n--- in the cell\n{cell}"])
    return "".join(said)
