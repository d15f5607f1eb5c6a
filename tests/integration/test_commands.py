"""Commands about a running system: bind, unbind, bindings, graph, participants, watch, send."""

import json
import os
import pty
import re
import signal
import subprocess

import pytest

from support.fake_router import SILENT, FakeRouter, announcement, participant, port
from support.program import binary
from support.waiting import poll_until, stretched

OK, FAILED, USAGE, MISSING, UNAVAILABLE, NO_PERMISSION, BAD = 0, 1, 64, 66, 69, 77, 78

HEATER = participant("heater", [port("heater", "target", topic="heater/set")],
                     [port("heater", "temperature", topic="heater/state")], "legacy/Heater", ours=True)
DISPLAY = participant("house.display", ["text"], [], "x/Display", seen=12)
LAMP = participant("lamp", [port("lamp", "x", type="boolean")])
BOUND = [{"src": "heater.TEMPERATURE", "tgt": "house.display.TEXT"},
         {"src": "nobodys/queue", "tgt": "heater.TARGET", "file": "devices.yaml:12"}]
QUICK_LIST = "a running msgflo-foreign-participant answers at once, and --wait sets another time"
DEVICES = """\
    participants:
      heater:
        component: legacy/Heater
        inports: {target: {topic: heater/set}}
        outports: {temperature: {topic: heater/state}}
    """


def finished(rig, *arguments, timeout=20, **options):
    """(exit code, lines of stdout, stderr)"""
    program = rig.run(*arguments, **options)
    code = program.wait_exit(timeout)
    return code, program.output.items(), "\n".join(program.log.items())


@pytest.fixture
def start_router(rig):
    routers = []

    def start(participants=(HEATER, DISPLAY), bindings=BOUND, **options):
        routers.append(FakeRouter(rig.broker.port, participants, bindings, **options))
        return routers[-1]

    yield start
    for router in routers:
        router.close()


@pytest.fixture
def router(start_router):
    return start_router()


# bind and unbind


@pytest.mark.parametrize("command,request_name,done", [("bind", "addbinding", "bound"),
                                                       ("unbind", "removebinding", "unbound")])
def test_ports_are_bound_by_their_names(rig, router, command, request_name, done):
    code, lines, log = finished(rig, command, "heater.temperature", "house.display.Text")
    assert (code, lines, log) == (OK, [f"{done} heater.TEMPERATURE -> house.display.TEXT"], "")
    assert router.changes() == [(request_name, "heater.TEMPERATURE", "house.display.TEXT")]


def test_bind_prints_the_answer_for_scripts(rig, router):
    code, lines, _ = finished(rig, "bind", "heater.TEMPERATURE", "house.display.TEXT", "--json")
    assert code == OK
    assert [json.loads(line) for line in lines] == [{"src": "heater.TEMPERATURE", "tgt": "house.display.TEXT"}]


def test_a_binding_of_types_that_never_fit_is_made_with_a_note(rig, start_router):
    start_router(participants=[participant("hall", [], [port("hall", "x", type="number")]), LAMP,
                               participant("meter", [port("meter", "x", type="float")])])
    assert finished(rig, "bind", "hall.X", "lamp.X") == (
        OK, ["bound hall.X -> lamp.X"],
        "note: hall.X gives number, and lamp.X takes boolean, so its messages may be refused")
    assert finished(rig, "bind", "hall.X", "meter.X") == (OK, ["bound hall.X -> meter.X"], "")
    assert finished(rig, "unbind", "hall.X", "lamp.X") == (OK, ["unbound hall.X -> lamp.X"], "")


@pytest.mark.parametrize("command,done", [("bind", "bound"), ("unbind", "unbound")])
def test_an_edge_may_be_one_word_as_bindings_shows_it(rig, router, command, done):
    edge = "heater.TEMPERATURE -> house.display.TEXT"
    assert finished(rig, command, edge) == (OK, [f"{done} {edge}"], "")
    assert finished(rig, command, "--queue", "a -> b c")[:2] == (OK, [f"{done} a -> b c"])


def test_bind_takes_queues_as_they_are(rig, router):
    code, lines, _ = finished(rig, "bind", "--queue", "some/queue", "other queue")
    assert (code, lines) == (OK, ["bound some/queue -> other queue"])
    assert router.changes() == [("addbinding", "some/queue", "other queue")]
    assert router.asked() == ["addbinding"]


def test_a_refused_binding_is_told_with_the_routers_reason(rig, start_router):
    start_router(answers={"addbinding": {"error": "heater.TEMPERATURE would feed \x1b itself", "request": {}}})
    code, lines, log = finished(rig, "bind", "heater.TEMPERATURE", "house.display.TEXT")
    assert (code, lines, log) == (FAILED, [], "error: heater.TEMPERATURE would feed   itself")


@pytest.mark.parametrize("words,error", [
    (["heatr.TEMPERATURE", "house.display.TEXT"], "no participant 'heatr' is announced; did you mean 'heater'?"),
    (["heater.TEMPRATURE", "house.display.TEXT"],
     "participant 'heater' has no outport 'TEMPRATURE'; did you mean 'heater.TEMPERATURE'?"),
    (["heater.TARGET", "house.display.TEXT"], "heater.TARGET is an inport; bind takes an outport first"),
    (["heater.TEMPERATURE", "heater.TEMPERATURE"], "heater.TEMPERATURE is an outport; bind takes an inport second"),
    (["heater", "house.display.TEXT"], "'heater' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"),
    (["heater.TEMPERATURE", "x"], "'x' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"),
    (["heater.", "y.Z"], "'heater.' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"),
])
def test_a_port_that_is_not_there_is_told_with_the_way_out(rig, router, words, error):
    assert finished(rig, "bind", *words) == (FAILED, [], f"error: {error}")
    assert router.changes() == []


@pytest.mark.parametrize("words", [["heater.TEMPERATURE", "->", "house.display.TEXT"],
                                   ["--json", "heater.TEMPERATURE", "->", "house.display.TEXT"]])
@pytest.mark.parametrize("command,request_name", [("bind", "addbinding"), ("unbind", "removebinding")])
def test_an_arrow_may_stand_between_the_ports(rig, router, command, request_name, words):
    assert finished(rig, command, *words)[0] == OK
    assert router.changes() == [(request_name, "heater.TEMPERATURE", "house.display.TEXT")]


def test_unbind_tells_of_a_file_that_still_declares_the_edge(rig, start_router):
    edge = {"src": "heater.TEMPERATURE", "tgt": "house.display.TEXT", "file": "devices.yaml:7"}
    start_router(bindings=[{"src": "heater.TEMPERATURE", "tgt": "b"}, edge])
    assert finished(rig, "unbind", "heater.TEMPERATURE", "house.display.TEXT") == (
        OK, ["unbound heater.TEMPERATURE -> house.display.TEXT; devices.yaml:7 still declares it"], "")


@pytest.mark.parametrize("bound,addition", [
    (("heater/old", "house.display.TEXT"), "; bound is heater/old -> house.display.TEXT, use --queue"),
    (("heater.TEMPERATURE", "display/old"), "; bound is heater.TEMPERATURE -> display/old, use --queue"),
    (("heater.TEMPERATURE", "heater.TARGET"), "")])
def test_unbind_finds_what_is_bound_to_a_ports_former_queue(rig, start_router, bound, addition):
    reason = "heater.TEMPERATURE is not bound to house.display.TEXT"
    start_router(bindings=[{"src": bound[0], "tgt": bound[1]}], answers={"removebinding": {"error": reason}})
    assert finished(rig, "unbind", "heater.TEMPERATURE", "house.display.TEXT") == (
        FAILED, [], f"error: {reason}{addition}")


def test_what_is_gone_is_unbound_by_its_queue(rig, router):
    code, _, log = finished(rig, "unbind", "lamp.OUT", "house.display.TEXT")
    assert (code, log) == (FAILED, "error: no participant 'lamp' is announced; the queues of one that is gone are "
                                   "unbound with --queue")


def test_a_command_that_is_interrupted_says_so_by_its_exit_code(rig):
    program = rig.run("send", "a.B", "1")
    rig.broker.wait_subscribed("fbp")
    program.send(signal.SIGINT)
    assert program.wait_exit() == FAILED


def test_bind_without_a_router_says_how_to_have_one(rig):
    rig.write("devices.yaml", DEVICES)
    expected = (f"error: no router 'default' answers at {rig.broker.url}; start msgflo-foreign-participant with "
                "`router: {enabled: true}` in its devices file")
    assert finished(rig, "bind", "--queue", "a", "b") == (UNAVAILABLE, [], expected)
    assert finished(rig, "bind", "heater.TEMPERATURE", "display.TEXT") == (UNAVAILABLE, [], expected)
    assert finished(rig, "bindings") == (UNAVAILABLE, [], expected)


def test_a_router_that_stays_silent_is_not_waited_for_long(rig, start_router):
    start_router(answers={"addbinding": SILENT})
    code, _, log = finished(rig, "bind", "--queue", "a", "b")
    assert code == UNAVAILABLE
    assert log.startswith("error: no router 'default' answers at ")


def test_another_instance_is_asked_by_its_name(rig, start_router):
    start_router(instance="default", answers={"addbinding": SILENT})
    upstairs = start_router(instance="upstairs")
    code, lines, _ = finished(rig, "bind", "heater.TEMPERATURE", "house.display.TEXT", "--instance", "upstairs")
    assert (code, lines) == (OK, ["bound heater.TEMPERATURE -> house.display.TEXT"])
    assert upstairs.asked() == ["listparticipants", "addbinding"]
    for command in (["bindings"], ["unbind", "heater.TEMPERATURE", "house.display.TEXT"]):
        assert finished(rig, *command, "--instance", "cellar") == (
            UNAVAILABLE, [], f"error: no router 'cellar' answers at {rig.broker.url}; start "
            "msgflo-foreign-participant with `router: {enabled: true, instance: cellar}` in its devices file")
    wait = f"{stretched(3):g}"
    code, lines, log = finished(rig, "participants", "--instance", "cellar", "--wait", wait)
    assert (code, lines) == (OK, [])
    assert log == (f"listening for announcements for up to {wait} s, since no router 'cellar' answers; {QUICK_LIST}\n"
                   "nobody is announced")


def test_a_devices_file_names_the_broker_the_instance_and_its_ports(rig, start_router):
    upstairs = start_router(instance="upstairs", participants=[])
    rig.write("devices.yaml", f"broker: {rig.broker.url}\nrouter: {{enabled: true, instance: upstairs}}\n" +
              DEVICES.replace("\n    ", "\n").strip() + "\n  display: {component: x/Y, inports: {text: {}}}\n")
    code, lines, log = finished(rig, "bind", "heater.TEMPERATURE", "display.TEXT", "devices.yaml", broker_url="")
    assert (code, lines, log) == (OK, ["bound heater.TEMPERATURE -> display.TEXT"], "")
    assert upstairs.asked() == ["addbinding"]


def test_without_a_list_of_participants_announcements_are_listened_to(rig, start_router):
    router = start_router(answers={"listparticipants": {"error": "no such request", "request": None}})
    program = rig.run("bind", "heater.TEMPERATURE", "house.display.TEXT")
    rig.broker.wait_subscribed("fbp")
    program.wait_for_log(r"^listening for announcements for up to 30 s; name the devices file, or the queues with "
                         r"--queue, for an answer at once$")
    program.wait_for_log(r"^nobody is heard yet$")
    client = rig.client()
    for payload in (b"junk", announcement(HEATER), announcement(DISPLAY)):
        client.publish("fbp", payload, qos=0)
    assert program.wait_exit() == OK
    assert program.output.items() == ["bound heater.TEMPERATURE -> house.display.TEXT"]
    assert program.log.items()[2:] == ["heard heater"]
    assert router.changes() == [("addbinding", "heater.TEMPERATURE", "house.display.TEXT")]


def test_listening_ends_when_the_time_is_over(rig):
    code, _, log = finished(rig, "send", "heater.TARGET", "1", "--wait", "0.3")
    assert (code, log) == (FAILED, "error: no participant 'heater' is announced")


def test_listening_ends_when_a_port_turns_out_to_be_wrong(rig):
    program = rig.run("send", "heater.TARGT", "1")
    rig.broker.wait_subscribed("fbp")
    rig.client().publish("fbp", announcement(HEATER), qos=0)
    assert program.wait_exit(5) == FAILED
    assert program.log.items()[-1].startswith("error: participant 'heater' has no inport 'TARGT'")


# bindings, participants, graph


def test_bindings_are_listed_by_port_and_file(rig, router):
    assert finished(rig, "bindings") == (OK, ["heater.TEMPERATURE -> house.display.TEXT",
                                              "nobodys/queue -> heater.TARGET             (devices.yaml:12)"], "")


def test_what_is_bound_and_declared_shows_both(rig, start_router):
    start_router(bindings=[{"src": "a", "tgt": "b", "file": "devices.yaml:12", "bound": True}])
    assert finished(rig, "bindings") == (OK, ["a -> b   (bound, and devices.yaml:12)"], "")


def test_bindings_are_listed_by_queue_when_nobody_knows_the_ports(rig, start_router):
    start_router(answers={"listparticipants": {"error": "no such request"}}, bindings=[{"src": "a\x1b[0m", "tgt": "b"}])
    assert finished(rig, "bindings") == (OK, ["a [0m -> b"], "")


def test_bindings_come_as_json_too(rig, router):
    code, lines, _ = finished(rig, "bindings", "--json")
    assert (code, [json.loads(line) for line in lines]) == (OK, [BOUND])


@pytest.mark.parametrize("answer,error", [("nonsense", "the router's answer is no JSON"),
                                          ({"what": "ever"}, "the router's answer is no list"),
                                          ({"error": "not now"}, "not now")])
def test_an_answer_that_cannot_be_used_is_told(rig, start_router, answer, error):
    start_router(answers={"listbindings": answer})
    for command in ("bindings", "graph"):
        assert finished(rig, command) == (FAILED, [], f"error: {error}")


def test_participants_are_listed(rig, router):
    assert finished(rig, "participants") == (OK, [
        "ROLE            COMPONENT       PORTS                  LAST SEEN",
        "heater          legacy/Heater   1 inport, 1 outport    now         ours",
        "house.display   x/Display       1 inport, 0 outports   12 s ago"], "")


def test_participants_come_as_json_and_as_names_of_ports(rig, router):
    code, lines, _ = finished(rig, "participants", "--json")
    assert (code, [json.loads(line) for line in lines]) == (OK, [[HEATER, DISPLAY]])
    assert finished(rig, "participants", "--names") == (
        OK, ["in heater.TARGET", "out heater.TEMPERATURE", "in house.display.TEXT"], "")


def test_without_a_router_participants_are_those_that_announce_themselves(rig):
    rig.write("devices.yaml", DEVICES)
    wait = f"{stretched(3):g}"
    program = rig.run("participants", "--json", "--wait", wait, "devices.yaml")
    rig.broker.wait_subscribed("fbp")
    client = rig.client()
    for one in (DISPLAY, HEATER):
        client.publish("fbp", announcement(one), qos=0)
    assert program.wait_exit() == OK
    assert program.log.items() == [
        f"listening for announcements for up to {wait} s, since no router 'default' answers; {QUICK_LIST}"]
    listed = json.loads(program.output.items()[0])
    assert [(one["role"], one["ours"]) for one in listed] == [("heater", True), ("house.display", False)]
    assert listed[1]["inports"] == [{"id": "text", "queue": "house.display.TEXT", "type": "any"}]
    assert all(0 <= one["seen"] <= stretched(3) for one in listed)


def test_without_a_router_participants_are_listed_as_they_come(rig):
    program = rig.run("participants")
    rig.broker.wait_subscribed("fbp")
    client = rig.client()
    client.publish("fbp", announcement(DISPLAY), qos=0)
    program.wait_for_log(f"^listening for announcements for up to 30 s, since no router 'default' answers; {QUICK_LIST}$")
    program.wait_for_output("^ROLE +COMPONENT +PORTS +LAST SEEN$")
    program.wait_for_output(r"^house\.display   x/Display   1 inport, 0 outports   \w")
    client.publish("fbp", announcement(DISPLAY), qos=0)
    client.publish("fbp", announcement(LAMP), qos=0)
    program.wait_for_output(r"^lamp            x/Y         1 inport, 0 outports   now$")
    program.send(signal.SIGINT)
    assert program.wait_exit() == FAILED
    assert len(program.output.items()) == 3


def test_a_search_for_a_port_tells_who_is_heard(rig):
    program = rig.run("send", "heater.TARGET", "1")
    rig.broker.wait_subscribed("fbp")
    client = rig.client()
    client.publish("fbp", announcement(DISPLAY), qos=0)
    program.wait_for_log("^listening for announcements for up to 30 s, since no router 'default' answers; name the "
                         "devices file, or the queue with --queue, for an answer at once$")
    program.wait_for_log(r"^heard house\.display$")
    client.subscribe("heater.TARGET")
    client.publish("fbp", announcement(HEATER), qos=0)
    assert program.wait_exit() == OK
    assert program.output.items() == ["sent to heater.TARGET"]


def test_the_running_system_is_a_graph(rig, router):
    code, lines, log = finished(rig, "graph", "--format", "json")
    assert (code, log) == (OK, "")
    graph = json.loads("\n".join(lines))
    assert {name: process.get("component") for name, process in graph["processes"].items()} == {
        "heater": "legacy/Heater", "house.display": "x/Display", "nobodys/queue": None}
    assert [[(end["process"], end["port"]) for end in (one["src"], one["tgt"])] for one in graph["connections"]] == [
        [("heater", "temperature"), ("house.display", "text")], [("nobodys/queue", "QUEUE"), ("heater", "target")]]


@pytest.mark.parametrize("form", ["json", "fbp"])
def test_a_queue_with_the_name_of_a_role_is_another_process(rig, start_router, form):
    start_router(bindings=[{"src": "heater", "tgt": "heater.TARGET"}])
    code, lines, log = finished(rig, "graph", "--format", form)
    assert (code, log) == (OK, "")
    if form == "fbp":
        assert lines[-1] == "heater_queue QUEUE -> target heater"
    else:
        graph = json.loads("\n".join(lines))
        assert sorted(graph["processes"]) == ["heater", "heater_queue", "house.display"]
        assert graph["processes"]["heater"]["component"] == "legacy/Heater"


def test_without_a_router_the_graph_has_no_connections(rig):
    program = rig.run("graph", "--wait", f"{stretched(2):g}")
    rig.broker.wait_subscribed("fbp")
    rig.client().publish("fbp", announcement(HEATER), qos=0)
    assert program.wait_exit() == OK
    assert program.log.items()[0] == "note: no router 'default' answers, so no connections are shown"
    assert any("heater(legacy/Heater)" in line for line in program.output.items())


GRAPH_STARTS = {"fbp": r"\bheater\(legacy/Heater\)", "json": r"^\{", "dot": r"^digraph ", "svg": r"<svg ",
                "mermaid": r"^(flowchart|graph) "}


@pytest.mark.parametrize("form", GRAPH_STARTS)
def test_files_are_drawn_without_a_broker(bare_rig, form):
    bare_rig.write("devices.yaml", DEVICES)
    bare_rig.write("house.fbp", "heater(legacy/Heater) TEMPERATURE -> TEXT display(x/Display)\n")
    for file in ("devices.yaml", "house.fbp"):
        code, lines, log = finished(bare_rig, "graph", "--format", form, file, broker_url="mqtt://127.0.0.1:1")
        assert (code, log) == (OK, "")
        assert re.search(GRAPH_STARTS[form], "\n".join(lines), re.MULTILINE), lines


def test_a_graph_file_is_written_in_the_other_language(bare_rig):
    bare_rig.write("house.fbp", "heater(legacy/Heater) TEMPERATURE -> TEXT display(x/Display)\n")
    code, lines, _ = finished(bare_rig, "graph", "--format", "json", "house.fbp", broker_url="")
    assert code == OK
    bare_rig.write("house.json", "\n".join(lines))
    code, lines, _ = finished(bare_rig, "graph", "house.json", broker_url="")
    assert code == OK
    assert lines[-1] == "heater TEMPERATURE -> TEXT display"


def test_participants_without_edges_are_drawn(bare_rig):
    bare_rig.write("devices.yaml", """\
        participants:
          heater: {component: legacy/Heater, outports: {temperature: {topic: heater/state}}}
          lamp: {component: x/Lamp, outports: {on: {topic: lamp/on}}}
        connections: ['heater TEMPERATURE -> TEXT display']
        """)
    code, lines, _ = finished(bare_rig, "graph", "--format", "json", "devices.yaml", broker_url="")
    assert code == OK
    graph = json.loads("\n".join(lines))
    assert {name: process.get("component") for name, process in graph["processes"].items()} == {
        "heater": "legacy/Heater", "display": None, "lamp": "x/Lamp"}
    assert len(graph["connections"]) == 1


@pytest.mark.parametrize("name,content,place", [
    ("house.fbp", "# the house\na(B) OUT IN c(D)\n", "2:"), ("house.json", '{\n "processes": 7\n}\n', "2:")])
def test_a_wrong_graph_file_is_told_as_check_does(bare_rig, name, content, place):
    bare_rig.write(name, content)
    code, lines, log = finished(bare_rig, "graph", name, broker_url="")
    assert (code, lines) == (BAD, [])
    first, source, caret = log.split("\n")
    assert first.startswith(f"{name}:{place}") and ": error: this " in first
    assert source == f"    2 | {content.splitlines()[1]}"
    assert re.fullmatch(r"      \| *\^~*", caret)


def test_svg_needs_graphviz(bare_rig):
    bare_rig.write("house.fbp", "a(B) OUT -> IN c(D)\n")
    done = subprocess.run([binary(), "graph", "--format", "svg", "house.fbp"], cwd=bare_rig.folder, text=True,
                          env={"PATH": str(bare_rig.folder)}, capture_output=True, timeout=stretched(20))
    assert (done.returncode, done.stdout) == (UNAVAILABLE, "")
    assert done.stderr == "error: svg needs graphviz (apt install graphviz); --format dot prints its input\n"


def test_graph_files_and_devices_files_do_not_mix(bare_rig):
    bare_rig.write("house.fbp", "a(B) OUT -> IN c(D)\n")
    bare_rig.write("devices.yaml", DEVICES)
    code, _, log = finished(bare_rig, "graph", "devices.yaml", "house.fbp", broker_url="")
    assert (code, log) == (
        USAGE, "error: graph takes devices files, or one graph file alone; got house.fbp among others")
    code, _, log = finished(bare_rig, "graph", "nowhere.fbp", broker_url="")
    assert (code, log) == (MISSING, "nowhere.fbp: error: there is no such file or folder")


def test_a_folder_may_be_called_like_a_graph(bare_rig):
    (bare_rig.folder / "house.fbp").mkdir()
    bare_rig.write("house.fbp/devices.yaml", DEVICES)
    code, lines, log = finished(bare_rig, "graph", "house.fbp", broker_url="")
    assert (code, log) == (OK, "")
    assert "heater(legacy/Heater)" in lines


@pytest.mark.parametrize("name,content", [("house.fbp", "a(B) OUT -> IN c(D)\n"),
                                          ("house.json", '{"processes": {"a": {"component": "B"}}}')])
def test_a_graph_file_may_begin_with_a_byte_order_mark(bare_rig, name, content):
    bare_rig.write(name, "\ufeff" + content)
    code, lines, log = finished(bare_rig, "graph", name, broker_url="")
    assert (code, log) == (OK, "")
    assert any(line.startswith("a(B)") for line in lines)


# watch


TIME = r"^\d\d:\d\d:\d\d\.\d{3}  "


def watching(rig, *arguments, ports, **options):
    program = rig.run("watch", *arguments, **options)
    program.wait_for_log(rf"^watching {ports}$")
    return program


def test_messages_are_shown_as_they_come(rig, router):
    program = watching(rig, ports="3 ports")
    client = rig.client()
    client.publish("heater.TEMPERATURE", "21.5")
    program.wait_for_output(TIME + r"heater\.TEMPERATURE  21\.5$")
    client.publish("heater/state", '{"temp":  21.5}')
    program.wait_for_output(TIME + r'heater\.TEMPERATURE  <- heater/state  \{"temp":21\.5\}$')
    client.publish("heater/set", "ON")
    program.wait_for_output(TIME + r"heater\.TARGET       -> heater/set  ON$")
    client.publish("house.display.TEXT", b"\xff\x00")
    program.wait_for_output(TIME + r"house\.display\.TEXT  2 bytes: ff 00$")
    program.send(signal.SIGINT)
    assert program.wait_exit() == OK
    assert len(program.output.items()) == 4


def test_only_what_is_named_is_watched_and_only_once(rig, router):
    program = watching(rig, "heater.temperature", "house.display", ports="2 ports")
    client = rig.client()
    client.publish("heater.TARGET", "1")
    client.publish("heater.TEMPERATURE", "2")
    client.publish("house.display.TEXT", "3")
    program.wait_for_output("  3$")
    assert [line.split("  ", 1)[1] for line in program.output.items()] == ["heater.TEMPERATURE  2",
                                                                          "house.display.TEXT  3"]


def test_a_message_comes_once_though_filters_overlap(rig, start_router):
    start_router([participant("a", [], [port("a", "all", topic="house/#"), port("a", "one", topic="house/one")])])
    program = watching(rig, "--json", ports="2 ports")
    client = rig.client()
    client.publish("house/one", "1")
    client.publish("a.ALL", "2")
    program.wait_for_output('"payload":2}')
    lines = [json.loads(line) for line in program.output.items()]
    assert sorted(line["port"] for line in lines[:-1]) == ["a.ALL", "a.ONE"]


def test_retained_messages_are_marked(rig, router):
    rig.client().publish("heater.TEMPERATURE", "20", retain=True)
    program = watching(rig, "heater", ports="2 ports")
    program.wait_for_output(TIME + r"heater\.TEMPERATURE  \(retained\)  20$")


def test_watch_speaks_json(rig, router):
    program = watching(rig, "--json", ports="3 ports")
    client = rig.client()
    client.publish("heater/state", '{"temp": 21.5}', retain=True)
    client.publish("heater.TEMPERATURE", "warm")
    client.publish("heater.TEMPERATURE", b"\xff\x00")
    program.wait_for_output("base64")
    lines = [json.loads(line) for line in program.output.items()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time")) for line in lines)
    place = {"port": "heater.TEMPERATURE", "queue": "heater.TEMPERATURE"}
    assert lines == [{**place, "topic": "heater/state", "retained": True, "payload": {"temp": 21.5}},
                     {**place, "payload": "warm"}, {**place, "base64": "/wA="}]


def test_participants_that_come_later_are_watched_too(rig):
    program = watching(rig, "lamp.OUT", ports="0 ports")
    assert program.log.items()[:2] == [
        "note: no router 'default' answers; ports are watched as soon as they are announced",
        "note: nobody announces 'lamp.OUT' yet"]
    client = rig.client()
    client.publish("fbp", announcement(participant("lamp", ["in"], ["out"])), qos=0)
    rig.broker.wait_subscribed("lamp.OUT")
    client.publish("lamp.OUT", "1")
    program.wait_for_output(TIME + r"lamp\.OUT  1$")
    client.publish("fbp", announcement(participant("lamp", [], [port("lamp", "out", "moved")])), qos=0)
    rig.broker.wait_subscribed("moved")
    client.publish("lamp.OUT", "2")
    client.publish("moved", "3")
    program.wait_for_output(TIME + r"lamp\.OUT  3$")
    assert len(program.output.items()) == 2


def test_ours_keep_their_topics_when_they_are_announced_again(rig, router):
    program = watching(rig, "heater", ports="2 ports")
    client = rig.client()
    client.publish("fbp", announcement(participant("heater", ["target"], ["temperature"])), qos=0)
    # Heard in order, so the announcement is behind when this comes.
    client.publish("heater/state", "1")
    client.publish("heater.TEMPERATURE", "2")
    program.wait_for_output("  2$")
    assert [line.split("  ", 1)[1] for line in program.output.items()] == ["heater.TEMPERATURE  <- heater/state  1",
                                                                          "heater.TEMPERATURE  2"]


def test_a_stranger_cannot_take_over_a_port_of_ours(rig, router):
    rig.write("devices.yaml", """\
        participants:
          plug: {component: x/Plug, outports: {on: {topic: plug/on}}}
        """)
    program = watching(rig, "heater", "plug", "devices.yaml", ports="3 ports")
    client = rig.client()
    client.publish("fbp", announcement(participant("heater", [], [port("heater", "temperature", "stolen/a")])), qos=0)
    client.publish("fbp", announcement(participant("plug", [], [port("plug", "on", "stolen/b")])), qos=0)
    client.publish("fbp", announcement(participant("other", [], ["out"])), qos=0)
    # The router says what is true.
    poll_until(lambda: router.asked().count("listparticipants") == 2, "the router is asked again")
    for queue in ("stolen/a", "stolen/b", "other.OUT", "plug.ON", "heater.TEMPERATURE"):
        client.publish(queue, "1")
    program.wait_for_output(r"heater\.TEMPERATURE  1$")
    assert [line.split("  ", 1)[1].split()[0] for line in program.output.items()] == ["plug.ON", "heater.TEMPERATURE"]


def test_what_is_not_watched_any_more_is_unsubscribed_from(rig):
    program = watching(rig, ports="0 ports")
    client = rig.client()
    client.publish("fbp", announcement(participant("lamp", [], [port("lamp", "out", "former")])), qos=0)
    rig.broker.wait_subscribed("former")
    client.publish("fbp", announcement(participant("lamp", [], [port("lamp", "out", "present")])), qos=0)
    rig.broker.wait_unsubscribed("former")
    client.publish("present", "1")
    program.wait_for_output(r"lamp\.OUT  1$")


def test_a_topic_of_several_ports_is_shown_once_as_its_role(rig, start_router):
    shared = [port("lamp", "on", topic="lamp/state"), port("lamp", "level", topic="lamp/state")]
    start_router([participant("lamp", [], shared)])
    program = watching(rig, ports="2 ports")
    in_json = watching(rig, "--json", ports="2 ports")
    client = rig.client()
    client.publish("lamp/state", "1")
    client.publish("lamp.LEVEL", "2")
    program.wait_for_output("  2$")
    assert [line.split("  ", 1)[1] for line in program.output.items()] == ["lamp        <- lamp/state  1",
                                                                          "lamp.LEVEL  2"]
    in_json.wait_for_output('"payload":2')
    first = json.loads(in_json.output.items()[0])
    assert (first["port"], first["topic"], "queue" in first) == ("lamp", "lamp/state", False)


def test_a_devices_file_is_watched_without_asking_anybody(rig):
    rig.write("devices.yaml", DEVICES)
    program = watching(rig, "heater.TEMPERATURE", "devices.yaml", ports="1 port")
    rig.client().publish("heater/state", "1")
    program.wait_for_output(TIME + r"heater\.TEMPERATURE  <- heater/state  1$")


SKIPPING = """\
    participants:
      plug:
        component: x/Plug
        outports:
          watts: {topic: plug/state, path: watts, type: number}
          volts: {topic: plug/state, path: volts, type: number}
          other: {topic: plug/state, where: {id: 7}}
        inports: {on: {topic: plug/set, map: {'true': 'ON'}}}
    """


def test_watch_shows_what_is_skipped(rig):
    rig.write("devices.yaml", SKIPPING)
    program = watching(rig, "devices.yaml", ports="4 ports")
    in_json = watching(rig, "--json", "plug.WATTS", "devices.yaml", ports="1 port")
    client = rig.client()
    client.publish("plug/state", '{"volts":230}')
    client.publish("plug.ON", "false")
    program.wait_for_output(r"plug\.ON +skipped: map: not in the map$")
    assert [line.split("  ", 1)[1] for line in program.output.items()] == [
        'plug        <- plug/state  {"volts":230}', "plug.WATTS  skipped: no path watts", "plug.ON     false",
        "plug.ON     skipped: map: not in the map"]
    in_json.wait_for_output('"skipped":"no path watts","payload":{"volts":230}}$')


def test_the_log_counts_what_is_skipped(rig):
    program = rig.relay(SKIPPING, "plug/state", "plug.ON")
    client = rig.client().subscribe("plug.VOLTS")
    for number in range(12):
        client.publish("plug/state", f'{{"volts":{number}}}')
    client.wait_messages(12, "plug.VOLTS")
    assert program.terminate() == OK
    assert "info: 12 messages of plug.WATTS skipped: no path watts" in program.log.items()
    assert not any("plug.OTHER" in line for line in program.log.items())


def test_the_log_shows_each_that_is_skipped_at_debug(rig):
    rig.write("devices.yaml", SKIPPING)
    program = rig.run("devices.yaml", "--log-level", "debug")
    rig.broker.wait_subscribed("plug/state")
    rig.client().publish("plug/state", '{"volts":230}')
    program.wait_for_log(r'^debug: plug\.WATTS skipped \{"volts":230\}: no path watts$')
    program.wait_for_log(r"^debug: plug\.OTHER skipped .*: where `id`: not there$")


@pytest.mark.parametrize("word,meant", [("heatr", "heater"), ("heater.TEMPRATURE", "heater.TEMPERATURE"),
                                        ("heatr.target", "heater.TARGET")])
def test_a_wrong_word_is_told_and_waited_for(rig, router, word, meant):
    program = watching(rig, word, ports="0 ports")
    assert program.log.items()[0] == f"note: nobody announces '{word}' yet; did you mean '{meant}'?"


def test_a_lost_broker_ends_the_watching(rig, router):
    program = watching(rig, ports="3 ports")
    rig.broker.kill()
    assert program.wait_exit() == UNAVAILABLE
    assert program.log.items()[-1].startswith(f"error: {rig.broker.url}, given by --broker: ")


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal_has_colour_unless_it_is_unwanted(rig, router, no_color):
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color, "STATE_DIRECTORY": str(rig.state)}
    done = subprocess.run([binary(), "participants", "--broker", rig.broker.url], stdout=theirs, env=environment,
                          timeout=stretched(20), check=True)
    shown = os.read(ours, 65536).decode()
    os.close(theirs)
    os.close(ours)
    assert done.returncode == OK
    assert ("\x1b[36mheater\x1b[0m" in shown) == (no_color == "")


# send


@pytest.mark.parametrize("arguments,payload", [
    (["21.50"], b"21.50"), (["-5"], b"-5"), (["ON"], b'"ON"'), ([""], b'""'), (['{"a": 1}'], b'{"a": 1}'),
    (["ON", "--raw"], b"ON"), (["-x", "--raw"], b"-x")])
def test_an_inport_is_given_a_value(rig, router, arguments, payload):
    client = rig.client().subscribe("house.display.TEXT")
    code, lines, log = finished(rig, "send", "house.display.text", *arguments)
    assert (code, lines, log) == (OK, ["sent to house.display.TEXT"], "")
    message = client.wait_message("house.display.TEXT")
    assert (message.payload, message.qos, message.retain) == (payload, 1, False)


@pytest.mark.parametrize("word", ["-5", "-0.5", "-.5"])
def test_a_negative_number_is_no_option(rig, router, word):
    client = rig.client().subscribe("house.display.TEXT")
    code, _, log = finished(rig, "send", "--broker", rig.broker.url, "house.display.TEXT", word, "--raw", broker_url="")
    assert (code, log) == (OK, "")
    assert client.wait_message("house.display.TEXT").payload == word.encode()


@pytest.mark.parametrize("options,typed,payload", [([], b"21.5\n", b"21.5"), ([], b"warm\r\n", b'"warm"'),
                                                   (["--raw"], b"\xff\x00\n", b"\xff\x00\n")])
def test_a_value_is_read_from_standard_input(rig, router, options, typed, payload):
    client = rig.client().subscribe("house.display.TEXT")
    subprocess.run([binary(), "send", "house.display.TEXT", "-", "--broker", rig.broker.url, *options], input=typed,
                   timeout=stretched(20), check=True, stdout=subprocess.DEVNULL)
    assert client.wait_message("house.display.TEXT").payload == payload


def test_send_takes_inports_only(rig, router):
    code, _, log = finished(rig, "send", "heater.TEMPERATURE", "1")
    assert (code, log) == (FAILED, "error: heater.TEMPERATURE is an outport; send takes an inport")


def test_send_takes_any_queue(rig):
    client = rig.client().subscribe("any/queue")
    assert finished(rig, "send", "--queue", "any/queue", "1")[:2] == (OK, ["sent to any/queue"])
    assert client.wait_message("any/queue").payload == b"1"


def test_send_says_when_nobody_listens(rig, router):
    relayed = ("; the process of msgflo-foreign-participant that relays it does not run, or has lost its broker")
    for port_name, cure in (("heater.TARGET", relayed), ("house.display.TEXT", "")):
        assert finished(rig, "send", port_name, "1") == (
            UNAVAILABLE, [], f"error: nobody listens to {port_name}, so the message is lost{cure}")


def test_send_says_when_nothing_comes_of_it(rig, router):
    rig.client().subscribe("heater.TARGET")
    code, lines, log = finished(rig, "send", "heater.TARGET", "1")
    assert (code, lines) == (UNAVAILABLE, [])
    assert log.startswith("error: nothing came of it on heater/set within 5 s; the process of ")
    assert log.endswith("; the broker keeps the message for 60 s")


@pytest.mark.parametrize("options,seconds", [([], 60), (["--expires", "5m"], 300), (["--expires", "7"], 7)])
def test_a_message_expires(rig, router, options, seconds):
    client = rig.client().subscribe("house.display.TEXT")
    assert finished(rig, "send", "house.display.TEXT", "1", *options)[0] == OK
    assert client.wait_message("house.display.TEXT").properties["MessageExpiryInterval"] in (seconds, seconds - 1)


@pytest.mark.parametrize("value,note", [("on", 'lamp.X takes boolean, and "on" is none, so it may be refused'),
                                        ("true", "")])
def test_send_notes_a_value_that_is_not_of_the_ports_type(rig, start_router, value, note):
    start_router(participants=[LAMP])
    listener = rig.client().subscribe("lamp.X")
    code, lines, log = finished(rig, "send", "lamp.X", value)
    assert (code, lines, log) == (OK, ["sent to lamp.X"], note and f"note: {note}")
    listener.wait_message("lamp.X")


def test_bytes_need_raw(bare_rig):
    done = subprocess.run([binary(), "send", "a.B", "-"], input=b"\xff", capture_output=True, timeout=stretched(20))
    assert done.returncode == USAGE
    assert done.stderr == b"error: the value is neither JSON nor a text in UTF-8; --raw sends bytes as they are\n"


# with the real router


LIVE = """\
    router: {enabled: true}
    participants:
      heater:
        component: legacy/Heater
        inports: {target: {topic: heater/set}}
        outports: {temperature: {topic: heater/state}}
      display:
        component: x/Display
        inports: {text: {topic: display/show}}
    connections: ['heater TEMPERATURE -> TARGET heater']
    """


SMALL = """\
    participants:
      {role}:
        component: legacy/Heater
        inports: {{target: {{topic: {role}/set}}}}
        outports: {{temperature: {{topic: {role}/state}}}}
    connections: ['{role} TEMPERATURE -> TARGET {role}']
    {more}
    """


def start_small(rig, *roles, more=""):
    """A process for each role, which answers questions; its file has an edge in line 6."""
    for role in roles:
        rig.relay(SMALL.format(role=role, more=more), f"{role}/state", "/msgrouter/default/listparticipants",
                  name=f"{role}.yaml")


def test_questions_are_answered_without_a_router(rig):
    start_small(rig, "heater")
    code, lines, log = finished(rig, "participants")
    assert (code, lines[1:]) == (OK, ["heater   legacy/Heater   1 inport, 1 outport   now         ours"])
    assert log == "note: only those are shown that msgflo-foreign-participant speaks for; --wait 30 listens for others"
    assert finished(rig, "bindings") == (OK, ["heater.TEMPERATURE -> heater.TARGET   (heater.yaml:6)"], "")
    assert not list(rig.state.rglob("bindings-*"))


def test_a_change_without_a_router_is_refused(rig):
    start_small(rig, "heater")
    for command in ("bind", "unbind"):
        code, lines, log = finished(rig, command, "heater.TEMPERATURE", "heater.TARGET")
        assert (code, lines) == (FAILED, [])
        assert log.startswith("error: the router is not enabled, so it takes no changes; put `router: {enabled: true}`")


def test_answers_of_several_processes_are_one(rig):
    start_small(rig, "attic", "cellar")
    code, lines, _ = finished(rig, "participants", "--names")
    assert (code, lines) == (OK, ["in attic.TARGET", "out attic.TEMPERATURE", "in cellar.TARGET",
                                  "out cellar.TEMPERATURE"])
    code, lines, _ = finished(rig, "bindings")
    assert (code, lines) == (OK, ["attic.TEMPERATURE -> attic.TARGET     (attic.yaml:6)",
                                  "cellar.TEMPERATURE -> cellar.TARGET   (cellar.yaml:6)"])


def test_the_enabled_router_among_several_takes_the_changes(rig):
    start_small(rig, "attic")
    start_small(rig, "cellar", more="router: {enabled: true}")
    edge = "attic.TEMPERATURE -> cellar.TARGET"
    assert finished(rig, "bind", "attic.TEMPERATURE", "cellar.TARGET") == (OK, [f"bound {edge}"], "")
    assert any(line.startswith(edge) for line in finished(rig, "bindings")[1])
    assert finished(rig, "participants")[2] == ""


def test_others_are_listened_to_when_asked_for(rig):
    start_small(rig, "heater")
    program = rig.run("participants", "--wait", f"{stretched(4):g}")
    rig.broker.wait_subscribed("fbp")
    rig.client().publish("fbp", announcement(LAMP), qos=0)
    assert program.wait_exit() == OK
    assert [line.split()[0] for line in program.output.items()] == ["ROLE", "heater", "lamp"]
    assert " ours" in program.output.items()[1]
    assert program.log.items() == [f"listening for announcements for up to {stretched(4):g} s, since those that answer "
                                   "know only their own"]


def test_a_program_without_response_topics_is_answered_once(rig):
    start_small(rig, "attic", "cellar")
    client = rig.client().subscribe("/msgrouter/default/bindings", "/msgrouter/default/error")
    client.publish("/msgrouter/default/addbinding", '{"src": "a", "tgt": "b"}')
    assert "the router is not enabled" in client.wait_message("/msgrouter/default/error").json()["error"]
    client.publish("/msgrouter/default/listbindings")
    assert client.wait_message("/msgrouter/default/bindings").json()[0]["file"].endswith(".yaml:6")


def test_an_enabled_router_speaks_for_those_that_are_not(rig):
    start_small(rig, "attic")
    start_small(rig, "cellar", more="router: {enabled: true}")
    client = rig.client().subscribe("/msgrouter/default/bindings", "/msgrouter/default/error")
    client.publish("/msgrouter/default/addbinding", '{"src": "a", "tgt": "b"}')
    client.wait_message("/msgrouter/default/bindings", lambda message: b'"src":"a"' in message.payload)
    # Those that hold back an answer listen for a moment, and do not afterwards.
    rig.broker.wait_unsubscribed("/msgrouter/default/error")
    assert client.payloads("/msgrouter/default/error") == []


CONVERTING = """\
    participants:
      lamp:
        component: x/Lamp
        inports:
          level: {topic: lamp/level, type: number, format: 'L={value}'}
          on: {topic: lamp/power, map: {'true': 'ON', 'false': 'OFF'}}
          once: {topic: lamp/once, only_changes: true}
    """


@pytest.mark.parametrize("files", [[], ["devices.yaml"]])
def test_send_tells_what_the_device_was_sent(rig, files):
    rig.relay(CONVERTING, "lamp.LEVEL", "lamp.ON", "lamp.ONCE", "/msgrouter/default/listparticipants")
    device = rig.client().subscribe("lamp/level")
    assert finished(rig, "send", "lamp.level", "7", *files) == (OK, ["sent to lamp.LEVEL -> lamp/level  L=7"], "")
    message = device.wait_message("lamp/level")
    assert message.payload == b"L=7" and message.properties["MessageExpiryInterval"] in (59, 60)
    assert finished(rig, "send", "--queue", "lamp.ON", "true", *files) == (
        OK, ["sent to lamp.ON -> lamp/power  ON"], "")


def test_send_tells_why_the_device_was_sent_nothing(rig):
    rig.relay(CONVERTING, "lamp.LEVEL", "lamp.ON", "lamp.ONCE", "/msgrouter/default/listparticipants", clean=False)
    code, lines, log = finished(rig, "send", "lamp.LEVEL", "high")
    assert (code, lines) == (FAILED, [])
    assert log.endswith('\nerror: lamp.LEVEL refuses it: payload: number expected, got "high"')
    assert finished(rig, "send", "lamp.ON", "maybe") == (
        FAILED, [], "error: lamp.ON passes nothing on for it: map: not in the map")
    assert finished(rig, "send", "lamp.ONCE", "1") == (OK, ["sent to lamp.ONCE -> lamp/once  1"], "")
    assert finished(rig, "send", "lamp.ONCE", "1") == (
        FAILED, [], "error: lamp.ONCE passes nothing on for it: only_changes: it is what was sent last")


@pytest.fixture
def live(rig):
    """The program itself is the router; its file has an edge."""
    rig.relay(LIVE, "heater/state", "heater.TEMPERATURE")
    # Requests are heard once the last subscription is in force.
    rig.broker.wait_subscribed("/msgrouter/default/listparticipants")
    return rig


def test_a_live_binding_carries_messages_until_it_is_undone(live):
    client = live.client().subscribe("display/show", "heater/set")
    assert finished(live, "bind", "heater.TEMPERATURE", "display.TEXT")[:2] == (
        OK, ["bound heater.TEMPERATURE -> display.TEXT"])
    client.publish("heater/state", "21.5")
    assert client.wait_message("display/show").payload == b"21.5"
    assert finished(live, "bindings") == (OK, ["heater.TEMPERATURE -> display.TEXT",
                                               "heater.TEMPERATURE -> heater.TARGET   (devices.yaml:10)"], "")
    assert finished(live, "unbind", "heater.TEMPERATURE", "display.TEXT")[:2] == (
        OK, ["unbound heater.TEMPERATURE -> display.TEXT"])
    client.publish("heater/state", "22")
    client.wait_message("heater/set", lambda message: message.payload == b"22")
    assert client.payloads("display/show") == [b"21.5"]


def test_the_live_router_refuses_with_its_reason(live):
    code, lines, log = finished(live, "unbind", "heater.TEMPERATURE", "heater.TARGET")
    assert (code, lines) == (FAILED, [])
    assert log.startswith("error: ") and "devices.yaml:10" in log
    code, lines, log = finished(live, "bind", "--queue", "heater.TEMPERATURE", "heater/state")
    assert (code, lines) == (FAILED, [])
    assert "heater.TEMPERATURE" in log and "->" in log


def test_an_edge_of_the_file_can_be_bound_besides(live):
    edge = "heater.TEMPERATURE -> heater.TARGET"
    assert finished(live, "bind", "heater.TEMPERATURE", "heater.TARGET") == (OK, [f"bound {edge}"], "")
    assert finished(live, "bindings") == (OK, [f"{edge}   (bound, and devices.yaml:10)"], "")
    assert finished(live, "unbind", "heater.TEMPERATURE", "heater.TARGET") == (
        OK, [f"unbound {edge}; devices.yaml:10 still declares it"], "")
    assert finished(live, "bindings") == (OK, [f"{edge}   (devices.yaml:10)"], "")


def test_a_live_system_is_seen_whole(live):
    code, lines, _ = finished(live, "participants")
    assert (code, lines[1:]) == (OK, ["display   x/Display       1 inport, 0 outports   now         ours",
                                      "heater    legacy/Heater   1 inport, 1 outport    now         ours"])
    code, lines, _ = finished(live, "graph")
    assert (code, lines[-1]) == (OK, "heater temperature -> target heater")
    program = watching(live, "heater.temperature", ports="1 port")
    live.client().publish("heater/state", "21.5")
    program.wait_for_output(TIME + r"heater\.TEMPERATURE  <- heater/state  21\.5$")
    program.wait_for_output(TIME + r"heater\.TEMPERATURE  21\.5$")


def test_strangers_are_bound_by_their_announcements(live):
    client = live.client()
    client.publish("fbp", announcement(participant("lamp", [port("lamp", "on", "some/queue")])), qos=0)
    # In order behind the announcement, on the same topic, so the router has heard both.
    client.publish("fbp", announcement(participant("last")), qos=0)
    poll_until(lambda: any(line.startswith("last ") for line in finished(live, "participants")[1]), "all are heard")
    assert finished(live, "bind", "heater.TEMPERATURE", "lamp.ON")[:2] == (OK, ["bound heater.TEMPERATURE -> lamp.ON"])
    client.subscribe("some/queue")
    client.publish("heater/state", "1")
    assert client.wait_message("some/queue").payload == b"1"
    assert finished(live, "bindings")[1][-1] == "heater.TEMPERATURE -> lamp.ON"


# all of them


@pytest.mark.parametrize("arguments,error", [
    (["bind", "a.B"], "bind takes an outport and an inport, e.g. msgflo-foreign-participant bind heater.TEMPERATURE "
                      "display.TEXT"),
    (["unbind"], "unbind takes an outport and an inport, e.g. msgflo-foreign-participant unbind heater.TEMPERATURE "
                 "display.TEXT"),
    (["send", "a.B"], "send takes an inport and a value, e.g. msgflo-foreign-participant send heater.TARGET 21.5"),
    (["bind", "--queue", "a/#", "b"], "the queue 'a/#' "),
    (["send", "--queue", "", "b"], "the queue '' "),
    (["graph", "--format", "png"], "--format takes fbp, json, dot, svg or mermaid; got 'png'"),
    (["participants", "--wait", "0"], "--wait takes a number of seconds above 0, at most 3600; got '0'"),
    (["bindings", "--instance", "a/b"],
     "--instance takes one level of a topic, without / + # and not beginning with $; got 'a/b'"),
    (["bind", "a.B", "-"], "bind takes two ports; leave out `->`, or put it in quotes"),
    (["unbind", "a.B", "-", "c.D"], "unbind takes two ports; leave out `->`, or put it in quotes"),
    (["bind", "a.B", "c.D", "e.F"], "bind takes two ports; what follows them is a devices file, and there is no 'e.F'"),
    (["send", "a.B", "good", "day"],
     "send takes an inport and a value; what follows them is a devices file, and there is no 'day'"),
    (["send", "a.B", "1", "--json"], "--json goes with bind, unbind, bindings, participants and watch"),
    (["graph", "--json"],
     "--json goes with bind, unbind, bindings, participants and watch; graph takes --format json"),
    (["check", "--speed", "3", "a.yaml"], "--speed goes with simulate"),
    (["send", "a.B", "1", "--expires", "0"], "--expires takes a time above 0, such as 30s, 5m or 12h; got '0'"),
    (["watch", "--raw"], "--raw goes with send"),
    (["watch", "--borker", "mqtt://localhost"], "there is no option '--borker'; did you mean --broker?"),
    (["participants", "-w", "3"], "there is no option '-w'\n"),
    (["simulate", "--sped=3", "a.yaml"], "there is no option '--sped'; did you mean --speed?"),
    (["check", "--colour", "a.yaml"], "there is no option '--colour'\n"),
    (["library", "--broker", "mqtt://localhost"],
     "--broker goes with run, simulate, bind, unbind, bindings, graph, participants, watch and send"),
])
def test_wrong_command_lines_are_told(bare_rig, arguments, error):
    code, lines, log = finished(bare_rig, *arguments, broker_url="")
    assert (code, lines) == (USAGE, [])
    assert log.startswith(f"error: {error}") and log.endswith(f"\nSee msgflo-foreign-participant {arguments[0]} --help")


@pytest.mark.parametrize("words,meant", [
    (["participnts"], "'participants'"), (["help"], "'--help'"), (["help", "bind"], "'bind --help'"),
    (["help", "nothing"], "'--help'"), (["list", "--json"], "'participants' or 'library'"),
    (["publish", "heater.TARGET", "21.5"], "'send'")])
def test_a_mistyped_command_is_told(bare_rig, words, meant):
    code, lines, log = finished(bare_rig, *words, broker_url="")
    assert (code, lines) == (USAGE, [])
    assert log == (f"error: there is no command or file '{words[0]}'; did you mean {meant}?\n"
                   "See msgflo-foreign-participant --help")


@pytest.mark.parametrize("words", [["check"], ["simulate", "--speed", "3"], ["--log-level", "debug", "check"]])
def test_a_command_behind_its_file_is_told(bare_rig, words):
    bare_rig.write("devices.yaml", "participants: {}\n")
    command = words[-1] if words[0].startswith("-") else words[0]
    code, lines, log = finished(bare_rig, "devices.yaml", *words, broker_url="")
    assert (code, lines) == (USAGE, [])
    assert log == (f"error: the command comes first: msgflo-foreign-participant {command} devices.yaml\n"
                   "See msgflo-foreign-participant --help")


def test_a_mistyped_file_is_told(bare_rig):
    bare_rig.write("house/livingroom.yaml", "participants: {}\n")
    assert finished(bare_rig, "check", "house/livingrom.yml", broker_url="") == (
        MISSING, ["house/livingrom.yml: error: there is no such file or folder; did you mean 'house/livingroom.yaml'?"],
        "")


def test_a_file_with_the_name_of_a_command_elsewhere_is_a_file(bare_rig):
    bare_rig.write("list", "participants: 7\n")
    code, _, log = finished(bare_rig, "list", broker_url="")
    assert code == BAD
    assert log.startswith("list:1:15: error: ")


def test_no_command_is_looked_for_behind_a_command(bare_rig):
    assert finished(bare_rig, "check", "list", broker_url="") == (
        MISSING, ["list: error: there is no such file or folder"], "")


@pytest.mark.parametrize("command", [["bind", "a.B", "c.D"], ["bindings"], ["participants"], ["graph"], ["watch"],
                                     ["send", "a.B", "1"]])
def test_a_broker_that_is_away_ends_them(bare_rig, command):
    code, _, log = finished(bare_rig, *command, broker_url="mqtt://127.0.0.1:1")
    assert (code, log) == (UNAVAILABLE, "error: mqtt://127.0.0.1:1, given by --broker: Connection refused; --broker, "
                                        "MSGFLO_BROKER or a devices file names another broker")


def test_a_broker_that_wants_a_password_ends_them(bare_rig):
    bare_rig.start_broker(access="allow_anonymous false")
    code, _, log = finished(bare_rig, "bindings")
    assert code == NO_PERMISSION
    assert re.fullmatch(f"error: {bare_rig.broker.url}, given by --broker: .*; give user and password under broker in a "
                        "devices file, or in MSGFLO_BROKER", log)


def test_a_wrong_devices_file_is_told_first(bare_rig):
    bare_rig.write("devices.yaml", "participants: 7\n")
    code, _, log = finished(bare_rig, "watch", "devices.yaml", broker_url="")
    assert code == BAD
    assert log.startswith("devices.yaml:1:15: error: ")
