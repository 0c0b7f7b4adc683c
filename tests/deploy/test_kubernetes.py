"""deploy/kubernetes/values.yaml is what the chart takes, and says what deploy/README.md and the hub of one server say."""

import json
import re
from copy import deepcopy
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = Path(__file__).parent / "data" / "zero-to-jupyterhub"


@pytest.fixture
def values() -> dict:
    return yaml.safe_load((ROOT / "deploy" / "kubernetes" / "values.yaml").read_text())


def refused(values: dict) -> list[str]:
    """What the chart's schema says against its own values with ours laid over them, as helm asks it."""
    schema = jsonschema.Draft7Validator(json.loads((CHART / "values.schema.json").read_text()))
    whole = laid_over(yaml.safe_load((CHART / "values.yaml").read_text()), values)
    return [f"{list(error.path)}: {error.message}" for error in schema.iter_errors(whole)]


def laid_over(under: object, over: object) -> object:
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return over
    return {**under, **{name: laid_over(under.get(name), value) for name, value in over.items()}}


def test_the_chart_takes_the_values(values):
    assert refused(values) == []


@pytest.mark.parametrize(("path", "mistake"), [
    ("singleuser.memory.limit", {"G": 2}),
    ("singleuser.storge", {"capacity": "1Gi"}),
    ("cull.enabled", "no"),
    ("singleuser.networkPolicy.egressAllowRules.privateIps", False),
    ("prePuller.hook.enabled", 1),
])  # fmt: skip
def test_the_chart_notices_a_mistake(values, path, mistake):
    wrong = deepcopy(values)
    *way, last = path.split(".")
    place = wrong
    for name in way:
        place = place[name]
    place[last] = mistake
    assert len(refused(wrong)) == 1


def test_a_kernel_is_told_of_the_memory_that_its_pod_has(values):
    """postBuild shares out so much; a pod that is killed at less would lose a student's work."""
    counted = re.search(r"--memory (\d+)g", (ROOT / "postBuild").read_text())
    assert counted and values["singleuser"]["memory"]["limit"] == f"{counted[1]}G"


def test_both_hubs_rest_alike(values):
    """What ends an idle kernel is the same on one server and in a cluster, and the hub itself ends nothing."""
    server = (ROOT / "deploy" / "hub" / "jupyterhub_config.py").read_text()
    for owner, settings in values["singleuser"]["extraFiles"]["rest"]["data"].items():
        for name, value in settings.items():
            said = re.search(rf"--{owner}\.{name}=([^\"]+)\"", server)
            assert said, f"{owner}.{name} is not set on one server"
            words = {"{2 * HOUR}": 7200, "{HOUR}": 3600, "False": False}
            assert words.get(said[1], said[1]) in (value, str(value))
    assert not values["cull"]["enabled"]


def test_no_student_reaches_another_pod_or_the_clouds_own_address(values):
    policy = values["singleuser"]["networkPolicy"]
    assert policy["enabled"] and not policy["egressAllowRules"]["privateIPs"]
    assert not policy["egressAllowRules"]["cloudMetadataServer"]
    assert values["hub"]["networkPolicy"]["enabled"] and values["proxy"]["chp"]["networkPolicy"]["enabled"]
