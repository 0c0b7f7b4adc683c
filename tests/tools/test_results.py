"""The totals that `./flowlab test` ends with."""

from tools import results
from tools.results import Result


def test_surefire_and_pytest_reports_add_up(tmp_path):
    surefire = tmp_path / "TEST-a.xml"
    surefire.write_text('<testsuite tests="5" failures="1" errors="1" skipped="1"/>')
    pytest_report = tmp_path / "tools.xml"
    pytest_report.write_text('<testsuites><testsuite tests="3" failures="0" errors="0" skipped="2"/></testsuites>')
    total = results.read([surefire, pytest_report])
    assert total == Result(passed=3, failed=2, skipped=3)
    assert str(total) == "3 passed, 2 failed, 3 skipped"


def test_no_reports_are_no_tests():
    assert results.read([]) == Result()
