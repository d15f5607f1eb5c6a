"""Edges of the graph: from files, from others' announcements, bound over MQTT, and exchanged while everything runs."""

import json
import signal

import pytest
from support.client import publish_properties
from support.waiting import poll_until

HOUSE = """\
    participants:
      heater:
        component: legacy/Heater
        inports:
          target: {topic: heater/set}
        outports:
          temperature: {topic: heater/state}
      display:
        component: legacy/Display
        inports:
          text: {topic: display/text}
          footer: {topic: display/footer}
    """
EDGE = """\
    connections:
      - heater TEMPERATURE -> TEXT display
    """
ROUTER = "    router: {enabled: true}\n"


def with_lines(*parts):
    return "".join(part.rstrip(" ") for part in parts)


def announce(rig, role, inports=(), outports=()):
    """Announces a participant of somebody else, whose ports are dictionaries."""
    payload = {"id": role, "role": role, "component": "others/Thing", "inports": list(inports),
               "outports": list(outports)}
    message = {"protocol": "discovery", "command": "participant", "payload": payload}
    rig.client().publish("fbp", json.dumps(message).encode(), qos=0)


class Requests:
    """Asks the router, and waits for its answers."""

    def __init__(self, rig, instance="default"):
        self._prefix = f"/msgrouter/{instance}/"
        self.client = rig.client().subscribe(self._prefix + "bindings", self._prefix + "error", "answers/#")
        self._number = 0

    def ask(self, request, payload=b"", retain=False):
        """The answer, as JSON, on a response topic of its own."""
        self._number += 1
        topic = f"answers/{self._number}"
        properties = publish_properties(ResponseTopic=topic, CorrelationData=b"%d" % self._number)
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.client.publish(self._prefix + request, body, retain=retain, properties=properties)
        answer = self.client.wait_message(topic)
        assert answer.properties["CorrelationData"] == b"%d" % self._number
        return answer.json()

    def bind(self, source, target):
        return self.ask("addbinding", {"src": source, "tgt": target})

    def unbind(self, source, target):
        return self.ask("removebinding", {"src": source, "tgt": target})

    def bindings(self):
        return self.ask("listbindings")


def start(rig, *parts, **options):
    """Runs the file and waits until its relays are subscribed to."""
    return rig.relay(with_lines(*parts), "heater/state", "heater.TARGET", "display.TEXT", "display.FOOTER", **options)


def test_an_edge_of_the_file_carries_messages(rig):
    display = rig.client().subscribe("display/text", "heater.TEMPERATURE", "display.TEXT")
    rig.relay(with_lines(HOUSE, EDGE), "heater/state", "display.TEXT", "heater.TEMPERATURE")
    rig.client().publish("heater/state", b"21.5")
    assert display.wait_message("display/text").payload == b"21.5"
    assert display.payloads("heater.TEMPERATURE") == display.payloads("display.TEXT") == [b"21.5"]


def test_an_initial_packet_is_sent_once_the_port_listens(rig):
    device = rig.client().subscribe("heater/set", "display/text")
    packets = """\
    connections:
      - "'21.5' -> TARGET heater"
      - "'good morning' -> TEXT display"
    """
    start(rig, HOUSE, packets)
    assert device.wait_message("heater/set").payload == b"21.5"
    assert device.wait_message("display/text").payload == b'"good morning"'


def test_an_edge_waits_for_a_participant_of_others_and_follows_its_queue(rig):
    listener = rig.client().subscribe("lamp/a", "lamp/b")
    program = start(rig, HOUSE, "    connections: [heater TEMPERATURE -> BRIGHTNESS lamp]\n")
    program.wait_for_log("1 waits for lamp")

    def announce_at(queue):
        mark = rig.broker.log_position()
        announce(rig, "lamp", [{"id": "brightness", "queue": queue, "type": "number"}])
        return mark

    mark = announce_at("lamp/a")
    rig.broker.wait_subscribed("heater.TEMPERATURE", mark)
    sender = rig.client()
    sender.publish("heater/state", b"1")
    assert listener.wait_message("lamp/a").payload == b"1"
    announce_at("lamp/b")
    number = 1

    def arrives():
        nonlocal number
        number += 1
        sender.publish("heater/state", b"%d" % number)
        return listener.messages("lamp/b")

    poll_until(arrives, "a message on the new queue")
    everything = sorted(int(payload) for payload in listener.payloads())
    assert everything[:-1] == list(range(1, everything[-1])), "each went to one of the two"


def test_requests_bind_and_unbind_queues(rig):
    display = rig.client().subscribe("display/text", "heater.TEMPERATURE")
    start(rig, HOUSE, ROUTER, clean=False)
    requests = Requests(rig)
    assert requests.bind("heater.TEMPERATURE", "display.TEXT") == {"src": "heater.TEMPERATURE", "tgt": "display.TEXT"}
    sender = rig.client()
    sender.publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"
    assert requests.bindings() == [{"src": "heater.TEMPERATURE", "tgt": "display.TEXT"}]
    assert requests.unbind("heater.TEMPERATURE", "display.TEXT") == {"src": "heater.TEMPERATURE",
                                                                     "tgt": "display.TEXT"}
    sender.publish("heater/state", b"2")
    display.wait_message("heater.TEMPERATURE", lambda message: message.payload == b"2")
    requests.bind("heater.TEMPERATURE", "display.TEXT")
    sender.publish("heater/state", b"3")
    display.wait_message("display/text", lambda message: message.payload == b"3")
    assert display.payloads("display/text") == [b"1", b"3"]


def test_bindings_are_published_after_changes_and_when_asked_for(rig):
    start(rig, HOUSE, EDGE, ROUTER)
    requests = Requests(rig)
    declared = {"src": "heater.TEMPERATURE", "tgt": "display.TEXT", "file": "devices.yaml:14"}
    requests.client.publish("/msgrouter/default/listbindings")
    assert requests.client.wait_message("/msgrouter/default/bindings").json() == [declared]
    requests.bind("heater.TEMPERATURE", "display.FOOTER")
    bound = {"src": "heater.TEMPERATURE", "tgt": "display.FOOTER"}
    requests.client.wait_message("/msgrouter/default/bindings", lambda message: bound in message.json())


def test_bindings_survive_kill_9(rig):
    display = rig.client().subscribe("display/text")
    program = start(rig, HOUSE, ROUTER, clean=False)
    Requests(rig).bind("heater.TEMPERATURE", "display.TEXT")
    program.kill9()
    rig.run("devices.yaml")
    rig.client().publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"
    assert Requests(rig).bindings() == [{"src": "heater.TEMPERATURE", "tgt": "display.TEXT"}]


def test_a_broken_file_of_bindings_is_set_aside_and_said(rig):
    rig.state.mkdir()
    (rig.state / "bindings-default.json").write_text('[{"src":"a"')
    program = start(rig, HOUSE, ROUTER, clean=False)
    program.wait_for_log("is no JSON; going on without bindings, the file is now .*bindings-default.json.broken")
    assert (rig.state / "bindings-default.json.broken").read_text() == '[{"src":"a"'
    assert Requests(rig).bindings() == []


def test_one_bad_element_of_the_bindings_costs_that_one_only(rig):
    rig.state.mkdir()
    (rig.state / "bindings-default.json").write_text('[{"src":"a"},{"src":"b","tgt":"c"}]')
    program = start(rig, HOUSE, ROUTER, clean=False)
    program.wait_for_log("bindings-default.json: element 1 needs .*; left out")
    assert Requests(rig).bindings() == [{"src": "b", "tgt": "c"}]


def test_bindings_that_cannot_be_read_stop_the_start_and_stay(rig):
    kept = rig.state / "bindings-default.json"
    kept.mkdir(parents=True)
    rig.write("devices.yaml", with_lines(HOUSE, ROUTER))
    program = rig.run("devices.yaml")
    program.wait_for_log("the bindings in .*bindings-default.json cannot be read")
    assert program.wait_exit() == 74
    assert kept.is_dir()


@pytest.mark.parametrize("request_body,reason", [
    (b"junk", "is no JSON"),
    (b"", "is no JSON"),
    (b"[]", 'needs "src" and "tgt"'),
    (b'{"src":"a"}', 'needs "src" and "tgt"'),
    (b'{"src":1,"tgt":"b"}', 'needs "src" and "tgt"'),
    (b'{"src":"a/+","tgt":"b"}', "src has a wildcard"),
    (b'{"src":"a","tgt":"$SYS/b"}', "tgt begins with `$`"),
    (b'{"src":"a","tgt":""}', "tgt is empty"),
    (b'{"src":"a","tgt":"a"}', "it would feed its own source: a -> a"),
    (b'{"src":"display/text","tgt":"display.TEXT"}', "display/text -> display.TEXT -> display/text"),
    (b'{"src":"' + b"x" * 1_000_000 + b'","tgt":"b"}', "1,000,020 bytes; at most 4,096 are taken"),
    (b"\xff\xfe", "is no JSON"),
], ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_requests_that_cannot_be_carried_out_are_answered(rig, request_body, reason):
    start(rig, HOUSE, ROUTER)
    requests = Requests(rig)
    answer = requests.ask("addbinding", request_body)
    assert reason in answer["error"]
    assert reason in requests.client.wait_message("/msgrouter/default/error").json()["error"]
    assert requests.bindings() == []


def test_a_request_with_the_retain_flag_is_refused(rig):
    start(rig, HOUSE, ROUTER)
    answer = Requests(rig).ask("addbinding", {"src": "a", "tgt": "b"}, retain=True)
    assert "retained" in answer["error"]


def test_an_edge_of_the_file_cannot_be_unbound(rig):
    start(rig, HOUSE, EDGE, ROUTER)
    answer = Requests(rig).unbind("heater.TEMPERATURE", "display.TEXT")
    assert "is declared in devices.yaml:14; take it out there" in answer["error"]
    assert "is not bound" in Requests(rig).unbind("heater.TEMPERATURE", "display.FOOTER")["error"]


def test_most_bindings_is_kept(rig):
    start(rig, HOUSE, "    router: {enabled: true, most_bindings: 2, instance: house}\n")
    requests = Requests(rig, "house")
    for number in range(2):
        requests.bind("heater.TEMPERATURE", f"x/{number}")
    assert "there are 2 bindings already" in requests.bind("heater.TEMPERATURE", "x/2")["error"]
    assert "error" not in requests.bind("heater.TEMPERATURE", "x/1")


def test_a_second_process_of_the_same_router_is_refused(rig):
    start(rig, HOUSE, ROUTER)
    rig.write("other.yaml", with_lines("    participants: {lamp: {component: a/Lamp}}\n", ROUTER))
    second = rig.run("other.yaml")
    assert second.wait_exit() == 69
    second.wait_for_log("another process keeps the bindings of the router 'default'")


def test_what_was_sent_before_an_unbind_arrives_also_after_a_restart(rig):
    display = rig.client().subscribe("display/text")
    program = start(rig, HOUSE, ROUTER, clean=False)
    Requests(rig).bind("heater.TEMPERATURE", "display.TEXT")
    assert program.terminate() == 0
    sender = rig.client()
    for number in range(20):
        sender.publish("heater.TEMPERATURE", b"%d" % number)
    mark = rig.broker.log_position()
    rig.run("devices.yaml")
    rig.broker.wait_subscribed("/msgrouter/default/removebinding", mark)
    Requests(rig).unbind("heater.TEMPERATURE", "display.TEXT")
    display.wait_messages(20, "display/text")
    assert display.payloads("display/text") == [b"%d" % number for number in range(20)]


def test_messages_for_an_edge_to_others_wait_over_a_restart(rig):
    lamp = rig.client().subscribe("lamp/in")
    edge = "    connections: [heater TEMPERATURE -> ON lamp]\n"
    program = start(rig, HOUSE, edge)
    mark = rig.broker.log_position()
    announce(rig, "lamp", [{"id": "on", "queue": "lamp/in"}])
    rig.broker.wait_subscribed("heater.TEMPERATURE", mark)
    assert program.terminate() == 0
    rig.client().publish("heater.TEMPERATURE", b"kept")
    rig.run("devices.yaml")
    assert lamp.wait_message("lamp/in").payload == b"kept"


def test_what_waits_for_a_device_is_given_up_when_the_last_one_goes(rig):
    heater = rig.client().subscribe("heater/set")
    program = start(rig, HOUSE, clean=False)
    rig.write("devices.yaml", "participants: {}\n")
    program.send(signal.SIGHUP)
    program.wait_for_log("no participants in devices.yaml")
    rig.client().publish("heater.TARGET", b"stale")
    mark = rig.broker.log_position()
    rig.write("devices.yaml", HOUSE)
    program.send(signal.SIGHUP)
    rig.broker.wait_subscribed("heater.TARGET", mark)
    rig.client().publish("heater.TARGET", b"fresh")
    assert heater.wait_message("heater/set").payload == b"fresh"


def test_a_reload_that_cannot_run_goes_back(rig):
    display = rig.client().subscribe("display/text")
    program = start(rig, HOUSE, EDGE, clean=False)
    other = rig.write("other.yaml", with_lines("    participants: {lamp: {component: a/Lamp}}\n", ROUTER))
    rig.run(other.name).wait_announced("lamp")
    mark = rig.broker.log_position()
    rig.write("devices.yaml", with_lines(HOUSE, EDGE, ROUTER))
    program.send(signal.SIGHUP)
    program.wait_for_log("another process keeps the bindings of the router 'default'.*; keeping the configuration of")
    rig.broker.wait_subscribed("heater.TEMPERATURE", mark)
    rig.client().publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"


def test_the_routers_own_topics_are_not_routed(rig):
    start(rig, HOUSE, ROUTER)
    answer = Requests(rig).bind("/msgrouter/default/error", "/msgrouter/default/addbinding")
    assert "src is a topic of MsgFlo itself" in answer["error"]


def test_edges_between_others_need_no_participant_of_ours(rig):
    rig.write("edges.yaml", "connections: [left OUT -> IN right]\n")
    program = rig.run("edges.yaml", clean=True)
    program.wait_for_log("1 edge; 1 waits for ")
    mark = rig.broker.log_position()
    for role in ("left", "right"):
        announce(rig, role, [{"id": "in"}], [{"id": "out"}])
    rig.broker.wait_subscribed("left.OUT", mark)
    listener = rig.client().subscribe("right.IN")
    rig.client().publish("left.OUT", b"x")
    assert listener.wait_message("right.IN").payload == b"x"


def test_bursts_of_questions_and_a_huge_announcement_take_little_memory(rig):
    """Far below 64 MB. The growth is measured, as sanitizers have much to begin with; they also keep what is freed."""
    devices = "".join(f"  d{i}: {{component: a/D, outports: {{out: {{topic: d{i}/state}}}}}}\n" for i in range(100))
    rig.write("devices.yaml", f"router: {{enabled: true}}\nparticipants:\n{devices}")
    program = rig.run("devices.yaml", clean=True)
    program.wait_for_log("relaying 100 ports")
    before = program.resident_bytes()
    questions = 300
    answers = rig.client().subscribe("burst/#")
    asker = rig.client()
    for number in range(questions):
        asker.publish("/msgrouter/default/listparticipants",
                      properties=publish_properties(ResponseTopic=f"burst/{number}"))
    answers.wait_messages(questions, timeout=20)
    ports = ",".join(f'{{"id":"port{number:020}"}}' for number in range(480_000))
    stranger = rig.client()
    for role, inports in (("huge", ports), ("later", "")):
        stranger.publish("fbp", f'{{"protocol":"discovery","command":"participant","payload":{{"role":"{role}",'
                         f'"component":"others/Thing","inports":[{inports}]}}}}'.encode(), retain=True)
    requests = Requests(rig)

    def heard():
        roles = {one["role"] for one in requests.ask("listparticipants")}
        return roles if "later" in roles else None

    assert "huge" not in poll_until(heard, "the announcement behind the huge one is heard")
    assert program.peak_resident_bytes() - before < 24 * 1024 * 1024


def test_participants_are_listed(rig):
    start(rig, HOUSE, ROUTER)
    announce(rig, "lamp", [{"id": "on"}])
    requests = Requests(rig)
    listed = poll_until(lambda: [one for one in requests.ask("listparticipants") if one["role"] == "lamp"],
                        "the stranger is listed")
    assert listed[0]["inports"] == [{"id": "on", "queue": "lamp.ON"}]
    assert listed[0]["ours"] is False and listed[0]["seen"] >= 0
    heater = [one for one in requests.ask("listparticipants") if one["role"] == "heater"][0]
    assert heater["ours"] is True
    assert heater["outports"] == [{"id": "temperature", "queue": "heater.TEMPERATURE",
                                   "topic": "heater/state"}]


def reload(rig, program, *parts, name="devices.yaml"):
    """Writes the file, sends SIGHUP and waits for the line that tells what has changed."""
    rig.write(name, with_lines(*parts))
    mark = len(program.log)
    program.send(signal.SIGHUP)
    return program.wait_for_log(r"^info: reloaded: (.*)$", after=mark).group(1)


def test_reload_moves_an_edge(rig):
    display = rig.client().subscribe("display/text", "display/footer")
    program = start(rig, HOUSE, EDGE)
    sender = rig.client()
    sender.publish("heater/state", b"1")
    display.wait_message("display/text")
    assert reload(rig, program, HOUSE, EDGE.replace("TEXT", "FOOTER")) == "1 edge moved"
    sender.publish("heater/state", b"2")
    assert display.wait_message("display/footer").payload == b"2"
    assert display.payloads("display/text") == [b"1"]


def test_reload_adds_and_removes_participants(rig):
    watcher = rig.client().subscribe("fbp", "lamp/set")
    program = start(rig, HOUSE)
    lamp = "      lamp: {component: a/Lamp, inports: {on: {topic: lamp/set}}}\n"
    mark = rig.broker.log_position()
    assert reload(rig, program, HOUSE, lamp) == "1 participant added"
    watcher.wait_message("fbp", lambda message: message.json()["payload"]["role"] == "lamp")
    rig.broker.wait_subscribed("lamp.ON", mark)
    rig.client().publish("lamp.ON", b"true")
    assert watcher.wait_message("lamp/set").payload == b"true"
    assert reload(rig, program, HOUSE) == "1 participant removed"
    assert reload(rig, program, HOUSE) == "nothing changed"


def test_reload_leaves_alone_what_stays(rig):
    """No SUBSCRIBE or UNSUBSCRIBE for it, so no retained message comes a second time."""
    queue = rig.client().subscribe("heater.TEMPERATURE")
    sender = rig.client()
    sender.publish("heater/state", b"retained", retain=True)
    program = start(rig, HOUSE, EDGE)
    queue.wait_message("heater.TEMPERATURE")
    mark = rig.broker.log_position()
    assert reload(rig, program, HOUSE, EDGE, "      - heater TEMPERATURE -> IN other\n") == "1 edge added"
    sender.publish("heater/state", b"live")
    queue.wait_message("heater.TEMPERATURE", lambda message: message.payload == b"live")
    assert queue.payloads("heater.TEMPERATURE") == [b"retained", b"live"]
    packets = [line for line in rig.broker.lines()[mark:] if "heater/state" in line and "SUBSCRIBE" in line]
    assert packets == []


def test_a_bad_file_changes_nothing_and_says_so(rig):
    display = rig.client().subscribe("display/text")
    program = start(rig, HOUSE, EDGE, clean=False)
    rig.write("devices.yaml", with_lines(HOUSE, EDGE.replace("TEMPERATURE", "TEMPRATURE")))
    program.send(signal.SIGHUP)
    program.wait_for_log(r"devices.yaml:14:\d+: error: ")
    program.wait_for_log(r"error: the files have errors; keeping the configuration of \d\d:\d\d")
    rig.client().publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"


@pytest.mark.parametrize("replace", [True, False], ids=["renamed", "written"])
def test_watch_reads_the_file_when_it_changes(rig, replace):
    rig.write("devices.yaml", HOUSE)
    program = rig.run("--watch", "devices.yaml", clean=True)
    program.wait_announced("display")
    mark = len(program.log)
    changed = with_lines(HOUSE, EDGE)
    if replace:
        rig.write("devices.yaml.new", changed).rename(rig.folder / "devices.yaml")
    else:
        rig.write("devices.yaml", changed)
    assert program.wait_for_log(r"^info: reloaded: (.*)$", after=mark).group(1) == "1 edge added"


def test_watch_sees_new_files_in_a_folder_and_changed_graphs(rig):
    rig.write("house.d/devices.yaml", with_lines(HOUSE, "    graph: ../house.fbp\n"))
    rig.write("house.fbp", "heater TEMPERATURE -> TEXT display\n")
    program = rig.run("--watch", "house.d", clean=True)
    program.wait_announced("display")
    mark = len(program.log)
    rig.write("house.d/lamp.yaml", "participants: {lamp: {component: a/Lamp}}\n")
    assert program.wait_for_log(r"^info: reloaded: (.*)$", after=mark).group(1) == "1 participant added"
    mark = len(program.log)
    rig.write("house.fbp", "heater TEMPERATURE -> FOOTER display\n")
    assert program.wait_for_log(r"^info: reloaded: (.*)$", after=mark).group(1) == "1 edge moved"


def test_another_client_id_is_taken_by_connecting_anew(rig):
    display = rig.client().subscribe("display/text")
    broker = "    broker: {{url: '{}', client_id: {}}}\n"
    program = rig.relay(with_lines(HOUSE, EDGE, broker.format(rig.broker.url, "first")), "heater/state",
                        broker_url="")
    mark = rig.broker.log_position()
    assert reload(rig, program, HOUSE, EDGE, broker.format(rig.broker.url, "second")) == "connecting anew"
    rig.broker.wait_subscribed("heater.TEMPERATURE", mark)
    rig.client().publish("heater/state", b"1")
    assert display.wait_message("display/text").payload == b"1"
