"""A graph file gives the same deliveries under MsgFlo's coordinator and, without a coordinator, under this program."""

import json

import pytest
from participants import run_announced_often, wait_edge_from

DEVICES = """\
    participants:
      heater:
        component: house/Heater
        inports:
          target: {topic: heater/set}
        outports:
          temperature: {topic: heater/state}
      display:
        component: house/Display
        inports:
          text: {topic: display/text}
          footer: {topic: display/footer}
          colours: {topic: display/colours}
    """
FBP = """\
    # What the display shows, and what the heater is told
    INPORT=heater.TARGET:WISH
    OUTPORT=repeater.OUT:SHOWN

    heater(house/Heater:main) TEMPERATURE -> IN repeater(node/Repeater) OUT -> TEXT display(house/Display)
    heater TEMPERATURE -> FOOTER display  # the same, as it is
    journal(python/Journal) OUT -> TARGET heater

    {"text": ["green", 7]} -> COLOURS display, 'good morning' -> FOOTER display
    """
JSON = """\
    {
      "properties": {"name": "house", "environment": {"type": "msgflo"}},
      "processes": {
        "heater": {"component": "house/Heater", "metadata": {"x": 36, "y": 72}},
        "repeater": {"component": "node/Repeater"},
        "display": {"component": "house/Display", "metadata": {"label": "In the hall"}},
        "journal": {"component": "python/Journal"}
      },
      "connections": [
        {"src": {"process": "heater", "port": "temperature"}, "tgt": {"process": "repeater", "port": "in"},
         "metadata": {"route": 5}},
        {"src": {"process": "repeater", "port": "out"}, "tgt": {"process": "display", "port": "text"}},
        {"src": {"process": "heater", "port": "temperature"}, "tgt": {"process": "display", "port": "footer"}},
        {"src": {"process": "journal", "port": "out"}, "tgt": {"process": "heater", "port": "target"}},
        {"data": {"text": ["green", 7]}, "tgt": {"process": "display", "port": "colours"}},
        {"data": "good morning", "tgt": {"process": "display", "port": "footer"}}
      ],
      "inports": {"wish": {"process": "heater", "port": "target"}},
      "outports": {}
    }
    """
GRAPHS = {"house.fbp": FBP, "house.json": JSON}
SOURCES = ("heater.TEMPERATURE", "repeater.OUT", "journal.OUT")
RELAYED = ("heater/state", "heater.TARGET", "display.TEXT", "display.FOOTER", "display.COLOURS")
STATES = [19, 21.5, "warm", {"temp": 22, "unit": "°C"}, False, None]
WISHES = [18, "eco", [1, 2]]


def hear_everything(rig):
    return rig.client().subscribe("heater/set", "display/#", *SOURCES, "repeater.IN", "heater.TARGET", "display.TEXT",
                                  "display.FOOTER", "display.COLOURS")


def play(listener, journal):
    """Sends all inputs and waits for what must come of them; all that came, decoded, by topic."""
    listener.wait_message("display/colours")
    listener.wait_message("display/footer")
    for state in STATES:
        listener.publish("heater/state", json.dumps(state).encode())
    for wish in WISHES:
        journal.send("out", wish)
    listener.wait_messages(len(STATES), "display/text")
    listener.wait_messages(len(STATES) + 1, "display/footer")
    listener.wait_messages(len(WISHES), "heater/set")
    came = {}
    for message in listener.messages():
        came.setdefault(message.topic, []).append(message.json())
    return came


@pytest.mark.parametrize("name", GRAPHS)
def test_the_same_inputs_give_the_same_outputs(rig, coordinate, neighbours, name):
    rig.write(name, GRAPHS[name])
    neighbours.node("repeater", "node/Repeater", ["in"], ["out"], repeats=True)
    journal = neighbours.python("journal", "python/Journal", [], ["out"])

    listener = hear_everything(rig)
    program = run_announced_often(rig, DEVICES, *RELAYED)
    coordinator = coordinate(name).connect()
    with_coordinator = play(listener, journal)
    coordinator.close()
    program.assert_clean_stop()

    listener, mark = hear_everything(rig), len(rig.broker.lines())
    rig.relay(f"{DEVICES.rstrip(' ')}    graph: {name}\n", *RELAYED, name="with-graph.yaml")
    for queue in SOURCES:
        wait_edge_from(rig, queue, mark)
    without_coordinator = play(listener, journal)

    assert without_coordinator == with_coordinator
    assert with_coordinator["display/text"] == STATES
    assert with_coordinator["display/footer"] == ["good morning", *STATES]
    assert with_coordinator["heater/set"] == WISHES
