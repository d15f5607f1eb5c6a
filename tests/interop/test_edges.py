"""Edges drawn by this program between MsgFlo's Node.js participants, a Python one, and one of its own."""

import pytest
from participants import wait_edge_from
from support.waiting import poll_until

HEATER = """\
    participants:
      heater:
        component: house/Heater
        inports:
          target: {topic: heater/set}
        outports:
          temperature: {topic: heater/state}
    """
VALUES = [21.5, "grün ☃", True, 0, {"a": [1, None, "x"], "b": {}}, [], None]


def house(*connections, more=""):
    lines = "".join(f"      - {line}\n" for line in connections)
    return f"{HEATER.rstrip(' ')}    connections:\n{lines}{more}"


def test_what_others_send_reaches_others(rig, neighbours):
    rig.relay(house("counter OUT -> IN journal", "journal OUT -> IN counter"), "heater.TARGET")
    node = neighbours.node("counter", "node/Counter", ["in"], ["out"])
    python = neighbours.python("journal", "python/Journal", ["in"], ["out"])
    wait_edge_from(rig, "counter.OUT")
    wait_edge_from(rig, "journal.OUT")
    for value in VALUES:
        node.send("out", value)
        python.send("out", value)
    assert python.wait_received("in", len(VALUES)) == VALUES
    assert node.wait_received("in", len(VALUES)) == VALUES


def test_ours_and_others_reach_each_other(rig, neighbours):
    device = rig.client().subscribe("heater/set")
    rig.relay(house("heater TEMPERATURE -> IN thermostat OUT -> TARGET heater",
                    "thermostat OUT -> IN journal", "journal OUT -> TARGET heater"), "heater.TARGET")
    node = neighbours.node("thermostat", "node/Thermostat", ["in"], ["out"], repeats=True)
    python = neighbours.python("journal", "python/Journal", ["in"], ["out"])
    for queue in ("heater.TEMPERATURE", "thermostat.OUT", "journal.OUT"):
        wait_edge_from(rig, queue)
    device.publish("heater/state", b"19.5")
    assert device.wait_message("heater/set").payload == b"19.5", "there and back through the Node.js participant"
    python.send("out", 17)
    device.wait_message("heater/set", lambda message: message.payload == b"17")
    assert node.received("in") == python.wait_received("in") == [19.5]
    assert device.payloads("heater/set") == [b"19.5", b"17"]


def test_an_edge_waits_for_a_participant_that_is_started_later(rig, neighbours):
    device = rig.client().subscribe("heater/set")
    program = rig.relay(house("heater TEMPERATURE -> IN lamp", "lamp OUT -> TARGET heater"),
                        "heater/state", "heater.TARGET")
    program.wait_for_log("2 wait for lamp")
    device.publish("heater/state", b"1")  # nobody is there yet who could take it
    lamp = neighbours.node("lamp", "node/Lamp", ["in"], ["out"])
    wait_edge_from(rig, "heater.TEMPERATURE")
    wait_edge_from(rig, "lamp.OUT")
    device.publish("heater/state", b"2")
    assert lamp.wait_received("in") == [2]
    lamp.send("out", 3)
    assert device.wait_message("heater/set").payload == b"3"


@pytest.mark.parametrize("kind", ["node", "python"])
def test_an_edge_finds_participants_that_were_there_before(rig, neighbours, kind):
    device = rig.client().subscribe("heater/set")
    lamp = getattr(neighbours, kind)("lamp", f"{kind}/Lamp", ["in"], ["out"])
    rig.relay(house("heater TEMPERATURE -> IN lamp OUT -> TARGET heater"), "heater/state", "heater.TARGET",
              "heater.TEMPERATURE", "lamp.OUT")
    device.publish("heater/state", b"2")
    assert lamp.wait_received("in") == [2]
    lamp.send("out", {"now": 3})
    assert device.wait_message("heater/set").json() == {"now": 3}


def test_people_bind_participants_of_others(rig, neighbours):
    rig.relay(f"{HEATER.rstrip(' ')}    router: {{enabled: true}}\n", "heater.TARGET", "fbp")
    node = neighbours.node("counter", "node/Counter", [], ["out"])
    python = neighbours.python("journal", "python/Journal", ["in"], [])

    def command(*words):
        program = rig.run(*words)
        assert program.wait_exit() == 0, program.story()
        return program.output.items()

    assert command("bind", "counter.OUT", "journal.IN") == ["bound counter.OUT -> journal.IN"]
    node.send("out", 1)
    assert python.wait_received("in") == [1]
    listed = {tuple(line.split()[:2]) for line in command("participants")[1:]}
    assert listed == {("counter", "node/Counter"), ("heater", "house/Heater"), ("journal", "python/Journal")}
    assert command("bindings") == ["counter.OUT -> journal.IN"]
    assert command("unbind", "counter.OUT", "journal.IN") == ["unbound counter.OUT -> journal.IN"]


def at(port, queue):
    return {"id": port, "type": "any", "queue": queue}


@pytest.mark.parametrize("kind", ["node", "python"])
def test_edges_follow_a_participant_that_comes_back_with_other_queues(rig, neighbours, kind):
    device = rig.client().subscribe("heater/set", "/msgrouter/default/bindings")
    rig.relay(house("heater TEMPERATURE -> IN lamp OUT -> TARGET heater", more="    router: {enabled: true}\n"),
              "heater/state", "heater.TARGET")
    start = getattr(neighbours, kind)
    first = start("lamp", "x/Lamp", [at("in", "lamps/1/in")], [at("out", "lamps/1/out")])
    wait_edge_from(rig, "lamps/1/out")
    device.publish("heater/state", b"1")
    assert first.wait_received("in") == [1]
    first.close()

    second = start("lamp", "x/Lamp", [at("in", "lamps/2/in")], [at("out", "lamps/2/out")])
    wait_edge_from(rig, "lamps/2/out")

    def follows():
        before = len(device.received)
        device.publish("/msgrouter/default/listbindings")
        listed = device.wait_message("/msgrouter/default/bindings", after=before).json()
        return {(one["src"], one["tgt"]) for one in listed} == {("heater.TEMPERATURE", "lamps/2/in"),
                                                                ("lamps/2/out", "heater.TARGET")}

    poll_until(follows, "both edges have followed")
    device.publish("heater/state", b"2")
    device.publish("lamps/1/out", b"3")  # nobody's any more
    assert second.wait_received("in") == [2]
    second.send("out", 4)
    device.wait_message("heater/set", lambda message: message.payload == b"4")
    assert device.payloads("heater/set") == [b"4"]
    assert second.received("in") == [2]
