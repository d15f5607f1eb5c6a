"""What a person tries without the device at hand: test, try, simulate, library."""

import pytest

OK, FAILED, USAGE, MISSING, BAD = 0, 1, 64, 66, 78

PLUG = """\
    component: tasmota/Plug
    label: Plug {device}
    params:
      device: {default: '{role}', description: Its topic}
    inports:
      power: {topic: 'cmnd/{device}/POWER', type: boolean, map: {true: 'ON', false: 'OFF'}, description: Switches it}
    outports:
      power_state: {topic: 'stat/{device}/POWER', type: boolean, map: {ON: true, OFF: false}, description: Whether it is on}
      watts: {topic: 'tele/{device}/SENSOR', path: ENERGY.Power, type: number, description: Power in W}
      raw: {topic: 'tele/{device}/+', description: Everything}
    echo: {power: power_state}
    examples:
      - {port: watts, payload: '{"ENERGY":{"Power":12}}', gives: '12'}
      - {port: watts, payload: '{"Time":1}', gives: nothing}
      - {port: watts, payload: '{"ENERGY":{"Power":"n/a"}}', gives: error}
      - {port: power, payload: 'true', gives: 'ON'}
      - {port: power_state, payload: 'ON', gives: 'true'}
      - {port: watts, with: {device: other}, payload: '{"ENERGY":{"Power":3}}', gives: 3}
      - {port: raw, topic: 'tele/{device}/LWT', payload: !!binary '/wA=', gives: !!binary '/wA='}
    """


def finished(rig, *arguments):
    """(exit code, lines of stdout, stderr)"""
    program = rig.run_bare(*arguments)
    code = program.wait_exit()
    return code, program.output.items(), "\n".join(program.log.items())


@pytest.fixture
def plug(bare_rig):
    bare_rig.write("participants/tasmota/plug.yaml", PLUG)
    bare_rig.write("devices.yaml", "participants:\n  desk: {use: tasmota/plug}\n")
    return bare_rig


@pytest.mark.parametrize("arguments", [["participants/tasmota/plug.yaml"], ["devices.yaml"]])
def test_examples_prove_a_definition(plug, arguments):
    code, lines, log = finished(plug, "test", *arguments)
    assert (code, log) == (OK, "")
    assert len(lines) == 8
    assert lines[-1] == "7 passed, 0 failed"
    assert lines[0] == 'ok      plug.WATTS  {"ENERGY":{"Power":12}} -> 12'


def test_examples_of_a_definition_are_tried_with_its_own_parameters(plug):
    plug.write("participants/x/text.yaml", """\
        component: x/Text
        params: {before: ''}
        inports: {text: {topic: '{role}/text', format: '{before}{value}'}}
        examples: [{port: text, payload: '"a"', gives: a}]
        """)
    plug.write("devices.yaml", """\
        participants:
          one: {use: x/text, with: {before: 'Text: '}}
          two:
            use: x/text
            with: {before: '> '}
            examples: [{port: text, payload: '"b"', gives: '> b'}]
        """)
    code, lines, _ = finished(plug, "test", "devices.yaml")
    assert (code, lines) == (OK, ['ok      two.TEXT  "b" -> > b', 'ok      text.TEXT  "a" -> a', "2 passed, 0 failed"])


def test_a_failed_example_shows_the_difference(plug):
    plug.write("participants/tasmota/plug.yaml", PLUG.replace("gives: '12'", "gives: '12.0'"))
    code, lines, _ = finished(plug, "test", "participants/tasmota/plug.yaml")
    assert code == FAILED
    assert lines[:5] == ['FAILED  plug.WATTS  {"ENERGY":{"Power":12}} -> 12.0',
                         "        in      participants/tasmota/plug.yaml:13", "        wanted  12.0", "        came    12",
                         "        byte 3: wanted 0x2e '.', came the end"]
    assert lines[-1] == "6 passed, 1 failed"


def test_a_wrong_outcome_says_what_came(plug):
    plug.write("participants/tasmota/plug.yaml", PLUG.replace("gives: nothing", "gives: error").replace(
        '"n/a"}}\', gives: error', '"n/a"}}\', gives: {text: nothing}'))
    code, lines, _ = finished(plug, "test", "participants/tasmota/plug.yaml")
    assert code == FAILED
    assert "        came    nothing: path `ENERGY.Power`: not there" in lines
    assert '        came    an error: path `ENERGY.Power`: number expected, got "n/a"' in lines


def test_tap(plug):
    code, lines, _ = finished(plug, "test", "--tap", "participants/tasmota/plug.yaml")
    assert code == OK
    assert lines[:3] == ["TAP version 13", "1..7", 'ok 1 - plug.WATTS  {"ENERGY":{"Power":12}} -> 12']
    assert lines[-1] == "# 7 passed, 0 failed"


def test_what_cannot_be_tested_is_said(plug):
    plug.write("empty.yaml", "component: a/B\n")
    assert finished(plug, "test")[0] == USAGE
    assert finished(plug, "test", "nowhere/thing")[0] == MISSING
    code, _, log = finished(plug, "test", "empty.yaml")
    assert (code, log) == (MISSING, "error: there are no examples to test; a definition holds them under 'examples'")


def test_trying_a_message_shows_each_step(plug):
    code, lines, _ = finished(plug, "try", "tele/desk/SENSOR", '{"ENERGY":{"Power":12,"Voltage":230}}', "devices.yaml")
    assert code == OK
    assert lines == [
        "desk.WATTS  (outport)",
        '  payload, JSON           {"ENERGY":{"Power":12,"Voltage":230}}',
        "  path `ENERGY.Power`     12",
        "  type                    12",
        "  -> desk.WATTS  12",
        "desk.RAW  (outport)",
        '  as it is -> desk.RAW  {"ENERGY":{"Power":12,"Voltage":230}}',
    ]
    code, lines, _ = finished(plug, "try", "desk.POWER", "true", "devices.yaml")
    assert lines[-1] == "  -> cmnd/desk/POWER  ON"
    code, lines, _ = finished(plug, "try", "desk.POWER", "on", "devices.yaml")
    assert (code, lines[-1]) == (OK, '  dropped with a warning: payload: true or false expected, got "on"')
    assert finished(plug, "try", "DESK.power", "true", "devices.yaml")[0] == FAILED
    code, lines, _ = finished(plug, "try", "desk.power", "true", "devices.yaml")
    assert (code, lines[0], lines[-1]) == (OK, "desk.POWER  (inport)", "  -> cmnd/desk/POWER  ON")
    code, lines, _ = finished(plug, "try", "tele/desk/SENSOR", '{"Time":1}', "devices.yaml")
    assert lines[:4] == ["desk.WATTS  (outport)", '  payload, JSON           {"Time":1}',
                         "  path `ENERGY.Power`     not there", "  skipped, nothing is sent: no path ENERGY.Power"]
    code, _, log = finished(plug, "try", "stat/desc/POWER", "ON", "devices.yaml")
    assert (code, log) == (FAILED, "error: no port takes messages on stat/desc/POWER; did you mean 'stat/desk/POWER'?")
    code, _, log = finished(plug, "try", "desk.WATTS", "12", "devices.yaml")
    assert (code, log) == (FAILED, "error: no port takes messages on desk.WATTS; "
                                   "desk.WATTS sends there what comes on tele/desk/SENSOR")
    assert finished(plug, "try", "stat/desk/POWER", "ON")[0] == USAGE
    assert "try takes a topic, a payload and the files" in finished(plug, "try")[2]
    assert finished(plug, "try", "stat/#", "ON", "devices.yaml")[0] == USAGE


def test_trying_a_message_follows_the_edges(plug):
    plug.write("house.yaml", """\
        participants:
          hall: {component: x/Sensor, outports: {temp: {topic: hall/state, path: t}}}
          display:
            component: x/Display
            inports:
              text: {topic: display/show, type: number, format: '{value} C'}
              other: {}
        connections: [hall TEMP -> TEXT display, hall TEMP -> OTHER display, hall TEMP -> IN stranger]
        """)
    code, lines, log = finished(plug, "try", "hall/state", '{"t":7}', "house.yaml")
    assert (code, log) == (OK, "")
    edges = ["hall.TEMP -> display.OTHER  (edge)", "  -> display.OTHER  7",
             "hall.TEMP -> display.TEXT  (edge)", "  -> display.TEXT  7",
             "display.TEXT  (inport)", "  payload, JSON           7", "  type                    7",
             "  format                  \"7 C\"", "  -> display/show  7 C",
             "hall.TEMP -> stranger.IN  (edge)", "  waits for stranger, which others announce"]
    assert lines == ["hall.TEMP  (outport)", '  payload, JSON           {"t":7}', "  path `t`                7",
                     "  -> hall.TEMP  7", *edges]
    assert finished(plug, "try", "hall.temp", "7", "house.yaml") == (OK, edges, "")


def test_the_library_is_listed_and_shown(plug):
    code, lines, _ = finished(plug, "library", "tasmota/")
    assert "tasmota/plug                  Plug {device}" in lines
    code, lines, _ = finished(plug, "library", "PLUG {")
    assert lines[0].startswith("tasmota/plug")
    plug.write("participants/tasmota/other.yaml", "# For the Sonoff S26.\ncomponent: a/B\nlabel: Another\n")
    code, lines, _ = finished(plug, "library", "sonoff s26")
    assert lines == ["tasmota/other                 Another"]
    assert finished(plug, "library", "S26", "another")[1] == lines
    code, _, log = finished(plug, "library", "sonoff", "nothing")
    assert code == MISSING
    assert log.startswith("error: no definition mentions 'sonoff' and 'nothing'; without a word, all are listed")
    code, lines, _ = finished(plug, "library", "show", "tasmota/plug")
    assert code == OK
    assert lines[2:6] == ["", "inports, to the device", "  power  boolean  Switches it",
                          "         -> cmnd/plug/POWER  true gives ON"]
    assert '               <- tele/plug/SENSOR  {"ENERGY":{"Power":12}} gives 12' in lines
    assert "  device  Its topic ({role} unless given)" in lines
    assert lines[-3:] == ["in devices.yaml", "  participants:", "    my-plug: {use: tasmota/plug}"]
    code, _, log = finished(plug, "library", "show", "tasmota/plag")
    assert code == MISSING
    assert log == "error: there is no definition 'tasmota/plag'; did you mean 'tasmota/plug'?"
    assert finished(plug, "library", "show")[0] == USAGE


def test_brands_are_found_that_come_by_another_way(plug):
    plug.write("participants/tasmota/lamp.yaml", "component: a/B\nlabel: Lamp\n")
    plug.write("participants/own.yaml", "component: a/B\nlabel: Own\n")
    plug.write("participants/brands.txt", "# Brands.\nsonoff, itead: tasmota/; Wi-Fi devices, once they run Tasmota\n")
    way, lamp, own = ("sonoff: Wi-Fi devices, once they run Tasmota", "tasmota/lamp                  Lamp",
                      "tasmota/plug                  Plug {device}")
    assert finished(plug, "library", "Sonoff") == (OK, [way.replace("sonoff", "Sonoff"), lamp, own], "")
    assert finished(plug, "library", "sonoff", "plug") == (OK, [way, own], "")
    assert finished(plug, "library", "itead", "whatever")[1] == [way.replace("sonoff", "itead"), lamp, own]


def test_a_person_has_definitions_of_their_own(plug):
    plug.write("home/.config/msgflo-foreign-participant/participants/my/lamp.yaml",
               "component: my/Lamp\nlabel: Mine\ninports: {on: {topic: lamp/on}}\n")
    plug.write("elsewhere.yaml", "participants: {hall: {use: my/lamp}}\n")
    home = {"HOME": str(plug.folder / "home"), "XDG_CONFIG_HOME": ""}
    program = plug.run_bare("library", "mine", env=home)
    assert (program.wait_exit(), program.output.items()) == (OK, ["my/lamp                       Mine"])
    assert plug.run_bare("check", "elsewhere.yaml", env=home).wait_exit() == OK


def test_check_says_which_definition_is_used(plug):
    code, lines, _ = finished(plug, "check", "devices.yaml")
    assert code == OK
    assert lines[0] == "using participants/tasmota/plug.yaml for desk"


def test_simulated_devices_speak_and_answer(rig):
    rig.write("participants/tasmota/plug.yaml", PLUG)
    rig.write("devices.yaml", "participants:\n  desk: {use: tasmota/plug}\n")
    rig.start_broker()
    graph = rig.client().subscribe("desk.WATTS", "desk.POWER_STATE")
    mark = rig.broker.log_position()
    program = rig.run("devices.yaml")
    for topic in ("desk.POWER", "stat/desk/POWER", "tele/desk/SENSOR"):
        rig.broker.wait_subscribed(topic, mark)
    device = rig.run("simulate", "devices.yaml", "--speed", "20", "--force")
    device.wait_for_output(rf"^playing at {rig.broker.url}, given by --broker: sending on tele/desk/SENSOR, stat/desk/POWER "
                           "and tele/desk/LWT; obeying cmnd/desk/POWER$")
    assert graph.wait_message("desk.WATTS").payload == b"12"
    device.wait_for_output(r"^device -> tele/desk/SENSOR  {\"ENERGY\":{\"Power\":12}}$")
    graph.publish("desk.POWER", "false")
    device.wait_for_output(r"^device <- cmnd/desk/POWER  OFF$")
    device.wait_for_output(r"^device -> stat/desk/POWER  OFF$")
    assert graph.wait_message("desk.POWER_STATE", lambda message: message.payload == b"false")
    assert device.terminate() == 0
    assert program.running()


def test_a_simulation_says_which_ports_no_recorded_message_fits(rig):
    rig.write("participants/own/json.yaml", """\
        component: own/Json
        params: {topic: {}, path: {}}
        outports: {value: {topic: '{topic}', path: '{path}', type: number}}
        examples: [{port: value, payload: '{"temp":21.5}', gives: 21.5, with: {path: temp}}]
        """)
    rig.write("devices.yaml", """\
        participants:
          warm: {use: own/json, with: {topic: hall, path: temp}}
          wet: {use: own/json, with: {topic: bath, path: hum}}
          still: {component: own/Still, outports: {a: {topic: still/a}, b: {topic: still/b}}}
        """)
    rig.start_broker()
    device = rig.run("simulate", "devices.yaml", "--speed", "20")
    # When one comes again, all have been played.
    device.wait_for_output(r"^device -> hall  {\"temp\":21.5}$", count=2)
    assert "bath" not in "".join(device.output.items())
    assert device.log.items() == [
        "note: nothing comes from 3 of 4 outports, since no recorded message fits: wet.VALUE, still.A and still.B"]


def test_what_is_there_is_not_played(rig):
    rig.write("participants/tasmota/plug.yaml", PLUG)
    rig.write("devices.yaml", "participants:\n  desk: {use: tasmota/plug}\n")
    rig.start_broker()
    where = f"error: {rig.broker.url}: "
    force = "; --force plays it all the same"
    program = rig.run("simulate", "devices.yaml")
    rig.broker.wait_subscribed("tele/desk/SENSOR")
    client = rig.client()
    client.publish("tele/desk/SENSOR", "{}", retain=True)
    assert program.wait_exit() == FAILED
    assert program.log.items() == [
        f"{where}the device of desk.WATTS is there: a message came on tele/desk/SENSOR{force}"]
    mark = rig.broker.log_position()
    rig.run("devices.yaml")
    rig.broker.wait_subscribed("/msgrouter/default/listparticipants", mark)
    # What is retained is from before.
    code, lines, log = finished(rig, "simulate", "devices.yaml", "--broker", rig.broker.url)
    assert (code, lines, log) == (
        FAILED, [], f"{where}desk is announced there, so somebody speaks for it already{force}")


def test_a_simulation_without_a_broker_ends_with_the_reason(plug):
    code, _, log = finished(plug, "simulate", "devices.yaml", "--broker", "mqtt://127.0.0.1:1")
    assert code == 69
    assert log.startswith("error: mqtt://127.0.0.1:1, given by --broker: ")
