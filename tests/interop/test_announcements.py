"""Field by field, what the real msgflo-register announces and what this program announces under its name."""

import json
from textwrap import dedent

import pytest

DEFINITIONS = {
    "toggle": """\
        component: my/ToggleSwitch
        label: A switch which can turn things on or off
        icon: toggle-on
        inports: {}
        outports:
          state: {queue: '/switch/#ROLE/status', type: boolean, description: On or off}
        """,
    "bulb": """\
        component: my/LightBulb
        icon: lightbulb-o
        inports:
          enable: {queue: /bulb/1/set-on, type: boolean}
        outports:
          confirm: {queue: /bulb/1/is-on, type: boolean}
        """,
    "listed": """\
        component: my/Listed
        inports:
        - {id: second, queue: listed/2, type: string}
        - {id: first, queue: listed/1, type: number}
        outports:
        - {id: out, queue: '#ROLE.OUT', type: object, description: ''}
        """,
    "bare": """\
        component: Bare
        """,
    "empty": """\
        component: my/Empty
        label: ''
        inports: []
        outports: []
        """,
    "untyped": """\
        component: my/Untyped
        inports: {in: {queue: untyped/in}}
        outports: {out: {queue: untyped/out}, error: {queue: untyped/error}}
        """,
    "with-id": """\
        component: my/WithId
        id: a-name-of-its-own
        role: another
        outports: {out: {queue: 'with/#ROLE/and/#ROLE', type: any}}
        """,
    "typed-extras": """\
        component: my/Extras
        source: 'somewhere'
        version: 3
        factor: 0.25
        enabled: true
        nothing: null
        quoted: '12'
        word: yes
        list: [1, two, 3.5, false]
        map: {deep: {deeper: [a, {b: c}]}}
        outports: {out: {queue: extras/out, type: number, datatype: float, unit: °C, hidden: false}}
        """,
    "options": """\
        component: my/Options
        inports:
          mode:
            queue: options/mode
            type: string
            options: [eco, comfort, off]
            schema: http://json-schema.org/draft-04/schema
            description: |
              The first line.
              The second line.
        """,
    "anchors": """\
        component: my/Anchors
        inports:
          one: &port {queue: anchors/one, type: number}
        outports:
          two: {queue: anchors/two, type: number, like: [&x 1, *x]}
        """,
    "unicode": """\
        component: my/Küche
        label: "Licht \\"Küche\\" \\\\ \\u2603 \\t ende"
        icon: sun-o
        inports: {schalter: {queue: küche/licht/schalten, type: boolean}}
        """,
    "folded": """\
        component: my/Folded
        label: >
          Folded into
          one line
        outports:
          "quoted port": {queue: "folded/quoted", type: 'string'}
          "p7": {queue: folded/seven, type: number}
        """,
}
LISTED = ["listed"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("definitions")
    for role, text in DEFINITIONS.items():
        (folder / f"{role}.yaml").write_text(dedent(text), encoding="utf-8")
    return folder


def announcements(listener, after=0):
    messages = listener.wait_messages(len(DEFINITIONS), "fbp", after=after, timeout=30)
    assert {(message.qos, message.retain) for message in messages} == {(0, False)}
    return {message.json()["payload"]["role"]: message.json() for message in messages}


def expected_of(role, theirs, ours):
    """Their announcement with the difference that is meant."""
    expected = json.loads(json.dumps(theirs))
    for ports in ("inports", "outports"):
        for number, port in enumerate(expected["payload"][ports]):
            if role in LISTED:
                assert port["id"] == str(number), "the defect: an index in place of the id"
                port["id"] = ours["payload"][ports][number]["id"]
    return expected


def test_announcements_are_those_of_the_real_msgflo_register(rig, packages, folder):
    roles = [argument for role in DEFINITIONS for argument in ("--role", f"{role}:./{role}.yaml")]
    listener = rig.client().subscribe("fbp")
    real = packages.start("msgflo-register", *roles, "--broker", rig.broker.url, cwd=folder)
    try:
        theirs = announcements(listener)
        real.wait_for_output(r"^Sent discovery message for ", count=len(DEFINITIONS))
        their_lines = sorted(real.output.items())
    finally:
        real.close()
    rig.folder = folder
    before = len(listener.received)
    program = rig.run_bare(*roles, "--broker", rig.broker.url, executable=rig.link("msgflo-register"))
    ours = announcements(listener, before)
    assert theirs.keys() == ours.keys() == DEFINITIONS.keys()
    for role in DEFINITIONS:
        assert ours[role] == expected_of(role, theirs[role], ours[role]), role
        for ports in ("inports", "outports"):
            order = [[port["queue"] for port in whose[role]["payload"][ports]] for whose in (ours, theirs)]
            assert sorted(order[0]) == sorted(order[1])
    assert [port["id"] for port in ours["listed"]["payload"]["inports"]] == ["second", "first"]
    program.wait_for_output(r"^Sent discovery message for ", count=len(DEFINITIONS))
    assert sorted(program.output.items()) == their_lines
    assert program.terminate() == 0
