"""Widgets from Java, as a front end sees them: state in messages, callbacks between cells where there is no subshell."""

import time

import pytest
from page import VIEW, Page, redraw_rate


@pytest.fixture(scope="module")
def page(kernel):
    return Page(kernel)


def streams(messages):
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")


@pytest.mark.fast
def test_a_slider_opens_with_its_state_and_parts(page):
    result = page.ok('var opened = new IntSlider(0, 10, 3).description("n"); opened')
    opens = result.of("comm_open")
    assert all(m["content"]["target_name"] == "jupyter.widget" for m in opens)
    assert all(m["metadata"]["version"] == "2.1.0" for m in opens)
    comm = result.of("execute_result")[0]["content"]["data"][VIEW]["model_id"]
    state = page.states[comm]
    assert (state["_model_module"], state["_model_module_version"]) == ("@jupyter-widgets/controls", "2.0.0")
    assert (state["_model_name"], state["_view_name"]) == ("IntSliderModel", "IntSliderView")
    assert (state["min"], state["max"], state["value"], state["description"]) == (0, 10, 3, "n")
    layout = page.states[page.part(comm, "layout")]
    assert (layout["_model_module"], layout["_model_name"]) == ("@jupyter-widgets/base", "LayoutModel")
    assert page.states[page.part(comm, "style")]["_model_name"] == "SliderStyleModel"
    assert result.outputs[-1]["msg_type"] == "execute_result"  # the page knows a widget before it draws it


CONTROLS = [
    ("new FloatSlider(0, 1, 0.5)", "FloatSlider", {"value": 0.5, "step": 0.01}),
    ("new IntRangeSlider(0, 9, 2, 4)", "IntRangeSlider", {"value": [2, 4]}),
    ("new FloatRangeSlider(0, 9, 2, 4)", "FloatRangeSlider", {"value": [2.0, 4.0]}),
    ("new Play(0, 5, 1).interval(50)", "Play", {"value": 1, "interval": 50}),
    ('Dropdown.of("a", "b")', "Dropdown", {"index": 0, "_options_labels": ["a", "b"]}),
    ("ToggleButtons.of(1, 2, 3).value(2)", "ToggleButtons", {"index": 1, "_options_labels": ["1", "2", "3"]}),
    ('new Checkbox("yes", true)', "Checkbox", {"value": True, "description": "yes"}),
    ('new Button("go")', "Button", {"description": "go"}),
    ('new Text("ab")', "Text", {"value": "ab"}),
    ('new Label("ab")', "Label", {"value": "ab"}),
    ('new HTML("<b>x</b>")', "HTML", {"value": "<b>x</b>"}),
    ("new IntProgress(0, 9, 2)", "IntProgress", {"value": 2, "_view_name": "ProgressView"}),
    ("new FloatProgress(0, 1, .5)", "FloatProgress", {"value": 0.5, "_view_name": "ProgressView"}),
    ("new Output()", "Output", {"outputs": [], "_model_module": "@jupyter-widgets/output"}),
    ('Tab.of("one", new Label("1"), "two", new Label("2"))', "Tab", {"titles": ["one", "two"], "selected_index": 0}),
]


@pytest.mark.parametrize("code, name, state", CONTROLS, ids=[name for _, name, _ in CONTROLS])
@pytest.mark.fast
def test_every_control_opens(page, code, name, state):
    opened = page.states[page.show(code)]
    assert opened["_model_name"] == name + "Model"
    assert {key: opened[key] for key in state} == state


def test_the_bytes_of_an_image_travel_as_a_buffer(page):
    result = page.ok('new Image(new byte[] {1, 2, 3}, "png")')
    (opened,) = [m for m in result.of("comm_open") if m["content"]["data"]["state"]["_model_name"] == "ImageModel"]
    assert opened["content"]["data"]["buffer_paths"] == [["value"]]
    assert [bytes(b) for b in opened["buffers"]] == [b"\1\2\3"]


def test_boxes_open_their_children_first(page):
    result = page.ok('new HBox(new VBox(new Label("inner")), new Label("outer"))')
    names = [m["content"]["data"]["state"]["_model_name"] for m in result.of("comm_open")]
    assert names.index("LabelModel") < names.index("VBoxModel") < names.index("HBoxModel")


def test_a_move_in_the_page_reaches_the_handler_and_its_cell(page):
    shown = page.ok('var a = new IntSlider(0, 10, 3); a.observe(v -> System.out.println("now " + v)); a')
    comm = shown.of("execute_result")[0]["content"]["data"][VIEW]["model_id"]
    cell = shown.reply["parent_header"]["msg_id"]
    messages = page.move(comm, value=7)
    (printed,) = [m for m in messages if m["msg_type"] == "stream"]
    assert printed["content"]["text"] == "now 7\n"
    assert printed["parent_header"]["msg_id"] == cell
    (echo,) = [m for m in messages if m["msg_type"] == "comm_msg"]
    assert echo["content"]["data"] == {"method": "echo_update", "state": {"value": 7}, "buffer_paths": []}
    assert page.kernel.value("a.value()") == "7"


def test_the_cells_values_reach_the_page_and_handlers(page):
    comm = page.show('var set = new ArrayList<Double>(); var b = new FloatSlider(0, 1, 0).observe(set::add); b')
    page.ok("b.value(0.25);")
    assert page.states[comm]["value"] == 0.25
    assert page.kernel.value("set") == "[0.25]"


def test_nonsense_from_the_page_changes_nothing(page):
    comm = page.show("var c = new IntRangeSlider(0, 10, 2, 5); c")
    page.move(comm, value=[9, 1])
    page.move(comm, value="text")
    page.move(comm, _model_name="Other", nothing=1)
    assert page.kernel.value("c.value()") == "Interval[lower=2, upper=5]"
    page.move(comm, value=[3, 4])
    assert page.kernel.value("c.value()") == "Interval[lower=3, upper=4]"


def test_a_choice_is_a_value_of_java(page):
    comm = page.show("var d = new Dropdown<>(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))); d")
    page.move(comm, index=1)
    assert page.kernel.value("d.value().toMillis()") == "2000"


def test_a_button_calls(page):
    comm = page.show('int clicks = 0; var e = new Button("go").onClick(() -> { clicks++; display(clicks); }); e')
    (shown,) = [m for m in page.click(comm) if m["msg_type"] == "display_data"]
    assert shown["content"]["data"]["text/plain"] == "1"


def test_stale_values_are_dropped_and_the_last_is_not(page):
    comm = page.show(
        "var heard = new ArrayList<Integer>(); var f = new IntSlider(0, 1000, 0);"
        " f.observe(v -> { heard.add(v); try { Thread.sleep(50); } catch (InterruptedException e) {} }); f"
    )
    for value in range(1, 101):
        last = page.post(comm, method="update", state={"value": value}, buffer_paths=[])
    start = time.monotonic()
    page.until_idle(last)
    assert time.monotonic() - start < 3
    heard = [int(v) for v in page.kernel.value("heard").strip("[]").split(", ")]
    assert heard[-1] == 100 and len(heard) < 50


def test_a_handler_that_throws_says_where(page):
    shown = page.ok(
        "var g = new IntSlider(0, 10, 3);\n"
        "g.observe(v -> {\n"
        "  int[] none = {};\n"
        "  System.out.println(none[v]);\n"
        "});\n"
        "g"
    )
    comm = shown.of("execute_result")[0]["content"]["data"][VIEW]["model_id"]
    (error,) = [m for m in page.move(comm, value=4) if m["msg_type"] == "error"]
    assert error["content"]["ename"] == "ArrayIndexOutOfBoundsException"
    assert error["parent_header"]["msg_id"] == shown.reply["parent_header"]["msg_id"]
    text = "\n".join(error["content"]["traceback"])
    assert f"Cell {shown.reply['content']['execution_count']}, line 4" in text
    assert "flowlab." not in text
    assert page.kernel.value("g.value()") == "4"  # and the next cell runs


def test_an_endless_handler_can_be_stopped(page):
    comm = page.show("var h = new IntSlider(0, 10, 3).observe(v -> { while (true) ; }); h")
    sent = page.post(comm, method="update", state={"value": 4}, buffer_paths=[])
    time.sleep(0.5)
    page.kernel.interrupt()
    (error,) = [m for m in page.until_idle(sent) if m["msg_type"] == "error"]
    assert error["content"]["ename"] == "Interrupted"
    assert page.kernel.value("1 + 1") == "2"


def test_a_thread_of_a_handler_prints_into_the_cell(page):
    shown = page.ok(
        'var i = new Button("go").onClick(() -> new Thread(() -> System.out.println("from a thread")).start()); i'
    )
    comm = shown.of("execute_result")[0]["content"]["data"][VIEW]["model_id"]
    messages = page.click(comm) + page.kernel.quiet(0.5)
    printed = [m for m in messages if m["msg_type"] == "stream"]  # more than one, if the end of the line came later
    assert "".join(m["content"]["text"] for m in printed) == "from a thread\n"
    assert {m["parent_header"]["msg_id"] for m in printed} == {shown.reply["parent_header"]["msg_id"]}


def outputs(page, comm):
    return page.states[comm]["outputs"]


def test_an_output_takes_what_is_printed_shown_and_thrown(page):
    out = page.show("var out = new Output(); out")
    button = page.show('var j = new Button("go").onClick(out.capture(() -> {\n'
                       ' System.out.println("one"); display("two"); System.out.println("three"); int k = 1 / 0; })); j')
    messages = page.click(button)
    assert {m["msg_type"] for m in messages} == {"comm_msg"}  # nothing below the cell
    kinds = [(o["output_type"], o.get("text") or o.get("ename") or o["data"]["text/plain"]) for o in outputs(page, out)]
    assert kinds == [
        ("stream", "one\n"),
        ("display_data", "two"),
        ("stream", "three\n"),
        ("error", "ArithmeticException"),
    ]
    page.ok("out.clear();")
    assert outputs(page, out) == []


def test_an_output_in_a_cell(page):
    out = page.show("var place = new Output(); place")
    result = page.ok(
        'place.run(() -> { System.out.print("in"); }); System.out.print("out"); place.run(() -> clearOutput(true));'
    )
    assert result.stdout == "out"
    assert outputs(page, out) == [{"output_type": "stream", "name": "stdout", "text": "in"}]
    result = page.ok('place.run(() -> { var shown = show("old"); shown.update("new"); });')
    assert [o["data"]["text/plain"] for o in outputs(page, out)] == ["new"]
    assert result.outputs and result.of("display_data") == []
    assert page.kernel.run("place.run(() -> { throw new IllegalStateException(); });").status == "error"


def test_interact_draws_at_once_and_at_each_move(page):
    function = '(n, x) -> { System.out.print("drawn"); return n * x; }'
    box = page.show(f"interact(new IntSlider(0, 9, 2), new FloatSlider(0, 1, .5), {function})")
    first, second, out = page.children(box)
    assert [o.get("text") or o["data"]["text/plain"] for o in outputs(page, out)] == ["drawn", "1.0"]
    messages = page.move(first, value=8)
    updates = [m for m in messages if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == out]
    assert len(updates) == 1  # the old picture goes when the new one comes
    assert [o.get("text") or o["data"]["text/plain"] for o in outputs(page, out)] == ["drawn", "4.0"]
    page.move(second, value=1)
    assert outputs(page, out)[1]["data"]["text/plain"] == "8.0"


def test_a_page_without_a_kernel_sees_what_stood_there(page):
    function = "n -> new java.awt.image.BufferedImage(20 + n, 10, 1)"
    shown = page.ok(f"interact(new IntSlider(0, 9, 2), {function})").of("execute_result")[0]["content"]
    assert VIEW in shown["data"] and shown["data"]["image/png"].startswith("iVBOR")
    assert shown["metadata"]["image/png"]["width"] == 22
    bare = page.ok("new IntSlider(0, 9, 2)").of("execute_result")[0]["content"]
    assert set(bare["data"]) == {VIEW, "text/plain"}


def test_interact_takes_any_number_of_one_kind(page):
    page.ok('var ticks = List.of(new Checkbox("a", true), new Checkbox("b", false), new Checkbox("c", true));')
    box = page.show('interact(ticks, on -> "ticked " + on)')
    *boxes, output = page.children(box)
    assert [page.states[one]["description"] for one in boxes] == ["a", "b", "c"]
    assert outputs(page, output)[0]["data"]["text/plain"] == "ticked [true, false, true]"
    page.move(boxes[1], value=True)
    assert outputs(page, output)[0]["data"]["text/plain"] == "ticked [true, true, true]"


def test_an_interaction_shows_its_errors_and_goes_on(page):
    box = page.show("interact(new IntSlider(0, 9, 2), n -> 10 / n)")
    slider, out = page.children(box)
    page.move(slider, value=0)
    assert [o["output_type"] for o in outputs(page, out)] == ["error"]
    page.move(slider, value=5)
    assert [o["data"]["text/plain"] for o in outputs(page, out)] == ["2"]


@pytest.mark.slow
def test_a_scatter_of_2000_points_keeps_up_with_20_moves_a_second(page):
    rate = redraw_rate(page)
    print(f"{rate:.0f} pictures a second")
    assert rate > 6  # 20 and more where nothing else runs: the bench measures it


def test_links(page):
    first = page.show("var l1 = new IntSlider(0, 9, 2); l1")
    second = page.show("var l2 = new IntSlider(0, 9, 5); link(l1, l2); l2")
    assert page.states[second]["value"] == 2
    page.move(first, value=7)
    assert page.states[second]["value"] == 7
    page.move(second, value=1)
    assert page.states[first]["value"] == 1
    result = page.ok("jslink(new Play(0, 9, 0), l1);")
    (link,) = [m for m in result.of("comm_open") if m["content"]["data"]["state"]["_model_name"] == "LinkModel"]
    assert link["content"]["data"]["state"]["target"] == ["IPY_MODEL_" + first, "value"]
    assert link["content"]["data"]["state"]["_view_name"] is None


def test_a_reloaded_page_finds_all(page):
    comm = page.show('var m = new IntSlider(0, 9, 2); m')
    page.move(comm, value=6)
    info = page.request("comm_info_request", {"target_name": "jupyter.widget"})
    assert info["status"] == "ok"
    assert info["comms"][comm] == {"target_name": "jupyter.widget"}
    messages = page.until_idle(page.post(comm, method="request_state"))
    (update,) = [m["content"]["data"] for m in messages if m["msg_type"] == "comm_msg"]
    assert update["method"] == "update" and update["state"]["value"] == 6
    assert update["state"]["layout"].startswith("IPY_MODEL_")


def test_a_reloaded_page_finds_all_at_once(page):
    comm = page.show('var o = new Image(new byte[] {1, 2}, "png"); o')
    page.until_idle(page.send("comm_open", {"comm_id": "c1", "target_name": "jupyter.widget.control", "data": {}}))
    (answer,) = [m for m in page.until_idle(page.post("c1", method="request_states")) if m["msg_type"] == "comm_msg"]
    data = answer["content"]["data"]
    assert data["method"] == "update_states"
    assert data["states"][comm]["model_name"] == "ImageModel"
    at = data["buffer_paths"].index([comm, "state", "value"])
    assert bytes(answer["buffers"][at]) == b"\1\2"


def test_a_closed_widget_is_gone(page):
    comm = page.show("var p = new IntSlider(0, 9, 2); p")
    (closed,) = page.ok("p.close();").of("comm_close")
    assert closed["content"]["comm_id"] == comm
    other = page.show("var q = new IntSlider(0, 9, 2); q")
    page.until_idle(page.send("comm_close", {"comm_id": other, "data": {}}))
    comms = page.request("comm_info_request", {})["comms"]
    assert comm not in comms and other not in comms


def test_a_cell_that_runs_again_closes_the_widgets_it_made(page):
    def run(cell, code):
        client = page.kernel.client
        content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True, "user_expressions": {}}
        message = client.session.msg("execute_request", content, metadata={"cellId": cell})
        client.shell_channel.send(message)
        outputs = page.kernel.outputs(message["header"]["msg_id"])
        page.learn(outputs)
        return outputs

    def made(outputs, kind):
        return {m["content"]["comm_id"] for m in outputs if m["msg_type"] == kind}

    first = made(run("one", "var r = new IntSlider(0, 9, 2); r"), "comm_open")
    other = made(run("two", "var t = new IntSlider(0, 9, 2); t"), "comm_open")
    again = run("one", "var r = new IntSlider(0, 9, 2); r")
    assert made(again, "comm_close") == first and len(first) == 3  # with its layout and its style
    live = page.request("comm_info_request", {})["comms"].keys()
    assert live >= other | made(again, "comm_open") and not live & first


def test_unknown_targets_are_refused(page):
    messages = page.until_idle(page.send("comm_open", {"comm_id": "x", "target_name": "nobody", "data": {}}))
    assert [m["content"]["comm_id"] for m in messages if m["msg_type"] == "comm_close"] == ["x"]


@pytest.mark.parametrize(
    "code, words",
    [
        ("new IntSlider(0, 9, 12)", "goes from 0 to 9"),
        ("new FloatSlider(1, 0, 0)", "above"),
        ("new Dropdown<>(List.of())", "nothing to choose from"),
        ('Dropdown.of("a").value("b")', "b is none of [a]"),
        ("new IntSlider(0, 9, 1).step(0)", "above 0"),
        ("new FloatRangeSlider(0, 9, 5, 4)", "goes up"),
    ],
)
def test_mistakes_are_explained(page, code, words):
    assert words in page.kernel.run(code).error
