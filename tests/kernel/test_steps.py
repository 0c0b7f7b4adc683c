"""A long loop as its reader sees it: one display, redrawn now and then, that ends as a line and a chart."""

import re

import pytest

pytestmark = pytest.mark.fast

PICTURE = """
var display = new flowlab.kernel.api.ProgressDisplay();
void step(int k, int total, double loss) { display.update(k, total, Map.of("loss", loss)); }
"""


def shown(result):
    return [m for m in result.outputs if m["msg_type"] in ("display_data", "update_display_data")]


def texts(result):
    return [m["content"]["data"]["text/plain"] for m in shown(result)]


def test_one_display_that_is_updated_ten_times_a_second(kernel):
    result = kernel.ok(PICTURE + "for (int k = 1; k <= 100; k++) { step(k, 100, 1.0 / k); Thread.sleep(10); }")
    assert [m["msg_type"] for m in shown(result)][:2] == ["display_data", "update_display_data"]
    assert len(result.of("display_data")) == 1
    assert len({m["content"]["transient"]["display_id"] for m in shown(result)}) == 1
    assert 5 <= len(shown(result)) <= result.seconds * 10 + 2
    live = shown(result)[5]["content"]["data"]
    assert re.fullmatch(
        r"step \d+ of 100 · loss 0\.\d{4} · [\d,.]+ steps a second · [\d.]+ s left", live["text/plain"]
    )
    assert "<svg" in live["text/html"] and "width:" in live["text/html"]


def test_the_last_state_is_compact(kernel):
    code = "for (int k = 1; k <= 100_000; k++) step(k, 100_000, Math.exp(-k / 10_000.0));"
    last = shown(kernel.ok(PICTURE + code))[-1]["content"]["data"]
    assert re.fullmatch(
        r"100,000 steps · loss 4\.540e-05 · [\d,]+ steps a second · [\d.]+ s", last["text/plain"]
    )
    assert "logarithmic" in last["text/html"] and len(last["text/html"]) < 4000


def test_it_costs_a_training_little(kernel):
    code = "long t = System.nanoTime(); for (int k = 1; k <= 1_000_000; k++) step(k, 1_000_000, k);"
    assert int(kernel.value(PICTURE + code + " (System.nanoTime() - t) / 1_000_000")) < 3000


def test_a_stopped_training_shows_where_it_was(fresh):
    loop = "for (int k = 1; k <= 1_000_000; k++) { step(k, 1_000_000, k); Thread.sleep(1); }"
    sent = fresh.send(PICTURE + loop)
    while fresh.client.get_iopub_msg(timeout=20)["msg_type"] != "update_display_data":
        pass
    fresh.interrupt()
    last = [m for m in fresh.outputs(sent) if m["msg_type"] == "update_display_data"][-1]
    assert last["content"]["data"]["text/plain"].endswith("s · stopped")


def test_each_run_has_its_own_display(kernel):
    loops = "for (int run = 0; run < 2; run++) for (int k = 1; k <= 3; k++) step(k, 3, k);"
    result = kernel.ok(PICTURE + loops)
    assert len(result.of("display_data")) == 2
    assert texts(result)[-1].startswith("3 steps · loss 3.0000")


def test_a_loss_that_is_no_number(kernel):
    result = kernel.ok(PICTURE + "for (int k = 1; k <= 5; k++) step(k, 5, k == 3 ? Double.NaN : k);")
    assert "NaN" not in shown(result)[-1]["content"]["data"]["text/html"]
