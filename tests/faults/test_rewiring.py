"""Edges that are exchanged under 2,000 QoS 1 messages a second: each message arrives exactly once, at one of the ends."""

import json
import signal

from support.client import publish_properties
from support.waiting import poll_until

RATE = 2000
DEVICES = """\
    participants:
      meter: {{component: a/Meter, outports: {{reading: {{topic: meter/reading}}}}}}
      left: {{component: a/End, inports: {{in: {{queue: end/left}}}}}}
      right: {{component: a/End, inports: {{in: {{queue: end/right}}}}}}
    router: {{enabled: true}}
    connections:
      - meter READING -> IN {}
    """


def move_to(rig, program, end):
    rig.write("devices.yaml", DEVICES.format(end))
    mark = len(program.log)
    program.send(signal.SIGHUP)
    program.wait_for_log("^info: reloaded: 1 edge moved$", after=mark)


def test_an_edge_that_is_moved_back_and_forth(rig, tally):
    moves = 200
    program = rig.relay(DEVICES.format("left"), "meter/reading", "meter.READING")
    traffic = rig.traffic("meter/reading", "end/+", rate=RATE)
    ends = rig.client().subscribe("end/+")
    for number in range(moves):
        traffic.wait_received(RATE // 100)
        move_to(rig, program, "right" if number % 2 == 0 else "left")
    traffic.wait_received(RATE // 100)
    tally.judge("moves of an edge", moves, traffic.finish(), 0)
    by_end = {end: set(ends.payloads(f"end/{end}")) for end in ("left", "right")}
    assert by_end["left"] and by_end["right"]
    assert not by_end["left"] & by_end["right"], "no message went to both"


def test_an_edge_that_gets_a_second_end_and_loses_the_first(rig):
    """Bound by requests, new before old: nothing is lost."""
    moves = 50
    rig.relay(DEVICES.format("left").split("    connections")[0], "meter/reading")
    traffic = rig.traffic("meter/reading", "end/+", rate=RATE)
    requests = rig.client().subscribe("answers")
    here, there = "end/left", "end/right"

    def ask(request, target):
        mark = len(requests.received)
        requests.publish(f"/msgrouter/default/{request}",
                         json.dumps({"src": "meter.READING", "tgt": target}).encode(),
                         properties=publish_properties(ResponseTopic="answers"))
        assert "error" not in requests.wait_message("answers", after=mark).json()

    ask("addbinding", here)
    first = traffic.publisher.sent
    for _ in range(moves):
        ask("addbinding", there)
        ask("removebinding", here)
        here, there = there, here
        traffic.wait_sent(RATE // 100)
    traffic.publisher.stop_publishing()
    count = traffic.publisher.sent
    traffic.publisher.publish_one()
    poll_until(lambda: b"%08d" % count in {payload[:8] for payload in traffic.receiver.copies}, "the last one arrives")
    arrived = {payload[:8] for payload in traffic.receiver.copies}
    assert [number for number in range(first, count) if b"%08d" % number not in arrived] == []
