"""jupyter_kernel_test with every hook filled in, once a JDK."""

import jupyter_kernel_test as jkt
import pytest

from conftest import SPECS


class Conformance(jkt.KernelTests):
    __test__ = False
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.hypo", "matches": {"hypot("}},
        {"text": "String.forma", "matches": {"format("}},
        {"text": "%jar", "matches": {"%jars"}},
    ]
    complete_code_samples = ["1", "int x = 1", "for (int i = 0; i < 3; i++) {}", "%lsmagic", "// no"]
    incomplete_code_samples = ["int f(int x) {", "for (int i = 0;", '"""\ntext', "List.of(1,"]
    invalid_code_samples = ["}", ") + 1", '"not closed']
    code_page_something = "?Math.abs"
    code_generate_error = 'throw new IllegalStateException("on purpose")'
    code_execute_result = [
        {"code": "6*7", "result": "42"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
    ]
    code_display_data = [
        {"code": 'display("text")', "mime": "text/plain"},
        {"code": 'display("<b>bold</b>", "text/html")', "mime": "text/html"},
    ]
    code_history_pattern = "6?7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput()"


class Welcome(jkt.IopubWelcomeTests):
    __test__ = False
    support_iopub_welcome = True


for version, spec in SPECS.items():
    for base in (Conformance, Welcome):
        name = f"Test{base.__name__}{version}"
        case = type(name, (base,), {"kernel_name": spec, "__test__": True, "__module__": __name__})
        globals()[name] = pytest.mark.fast(case)
del base, case
