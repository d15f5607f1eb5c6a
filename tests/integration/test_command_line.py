"""Subcommands, options, exit codes and what a person reads: nothing here needs a broker."""

import json
import re

import pytest

GOOD = "participants: {heater: {component: legacy/Heater, outports: {temperature: {topic: heater/state}}}}\n"
UNKNOWN_KEY = """\
    participants:
      heater:
        component: legacy/Heater
        outports:
          temperature:
            topics: heater/state
    """
OK, USAGE, MISSING, BAD = 0, 64, 66, 78


def finished(rig, *arguments, **options):
    """(exit code, stdout, stderr)"""
    program = rig.run_bare(*arguments, **options)
    code = program.wait_exit()
    return code, "\n".join(program.output.items()), "\n".join(program.log.items())


@pytest.fixture
def files(bare_rig):
    bare_rig.write("good.yaml", GOOD)
    bare_rig.write("bad.yaml", UNKNOWN_KEY)
    return bare_rig


EXIT_CODES = [
    ([], USAGE),
    (["run"], USAGE),
    (["check"], USAGE),
    (["print"], USAGE),
    (["--bogus"], USAGE),
    (["good.yaml", "--bogus"], USAGE),
    (["check", "good.yaml", "--bogus"], USAGE),
    (["good.yaml", "--interval", "soon"], USAGE),
    (["good.yaml", "--interval", "0"], USAGE),
    (["good.yaml", "--interval", "0.001"], USAGE),
    (["good.yaml", "--interval", "-1"], USAGE),
    (["good.yaml", "--broker", "http://127.0.0.1"], USAGE),
    (["good.yaml", "--broker", "mqtt://127.0.0.1:99999"], USAGE),
    (["good.yaml", "--log-level", "loud"], USAGE),
    (["good.yaml", "--forever", "perhaps"], USAGE),
    (["good.yaml", "--broker"], USAGE),
    (["--role", "heater"], USAGE),
    (["--role", ":good.yaml"], USAGE),
    (["chekc", "good.yaml"], USAGE),
    (["good.yaml", "--only", "a", "--only", "b"], USAGE),
    (["missing.yaml"], MISSING),
    (["run", "missing.yaml"], MISSING),
    (["check", "missing.yaml"], MISSING),
    (["print", "missing.yaml"], MISSING),
    (["--role", "heater:missing.yaml"], MISSING),
    (["good.yaml", "missing.yaml"], MISSING),
    (["bad.yaml"], BAD),
    (["run", "bad.yaml"], BAD),
    (["good.yaml", "bad.yaml"], BAD),
    (["check", "bad.yaml"], BAD),
    (["check", "good.yaml", "bad.yaml"], BAD),
    (["print", "bad.yaml"], BAD),
    (["check", "good.yaml"], OK),
    (["print", "good.yaml"], OK),
    (["schema"], OK),
    (["--help"], OK),
    (["--version"], OK),
]


@pytest.mark.parametrize("arguments,expected", EXIT_CODES, ids=lambda value: " ".join(value) if
                         isinstance(value, list) else str(value))
def test_exit_codes(files, arguments, expected):
    code, out, err = finished(files, *arguments)
    assert code == expected, out + err
    if expected != OK:
        assert out + err, "a failure says why"
    for word in ("missing.yaml", "--bogus", "soon", "loud", "perhaps"):
        if any(word in argument for argument in arguments):
            assert word.lstrip("-") in out + err, "what is wrong is named"


def test_a_problem_is_shown_with_its_place_its_line_a_caret_and_the_nearest_word(files):
    _, out, err = finished(files, "check", "bad.yaml")
    lines = (out + err).splitlines()
    first = next(number for number, line in enumerate(lines) if "error:" in line)
    assert lines[first] == ("bad.yaml:6:9: error: unknown key 'topics' in outport 'temperature'; "
                            "did you mean 'topic'?")
    assert lines[first + 1:first + 3] == ["    6 |         topics: heater/state", "      |         ^~~~~~"]


def test_check_shows_all_problems_of_all_files_sorted_by_place(files):
    files.write("worse.yaml", """\
        participants:
          one: {component: a/A, outports: {x: {topic: 'a/#/b'}}}
          two: {componend: a/B}
          one: {component: a/C}
        """)
    code, out, err = finished(files, "check", "worse.yaml", "bad.yaml")
    places = re.findall(r"(?m)^(\w+\.yaml):(\d+):(\d+): error: ", out + err)
    numbers = [(name, int(line), int(column)) for name, line, column in places]
    assert code == BAD
    assert {name for name, _, _ in numbers} == {"bad.yaml", "worse.yaml"}
    assert {line for name, line, _ in numbers if name == "worse.yaml"} >= {2, 3, 4}
    for name in ("bad.yaml", "worse.yaml"):
        own = [place for place in numbers if place[0] == name]
        assert own == sorted(own)


def test_at_most_100_problems_are_shown_and_the_rest_counted(files):
    lines = ["participants:"] + [f"  p{number}: {{component: a/A, colour: red}}" for number in range(1350)]
    files.write("many.yaml", "\n".join(lines) + "\n")
    code, out, err = finished(files, "check", "many.yaml")
    assert code == BAD
    assert len(re.findall(r"(?m)^many\.yaml:\d+:\d+: error: ", out + err)) == 100
    assert re.search(r"(?m)\band 1,250 more\b", out + err), (out + err)[-300:]


def test_a_good_check_is_quiet_about_problems(files):
    code, out, err = finished(files, "check", "good.yaml")
    assert code == OK
    assert not re.search(r"(error|warning):", out + err)


@pytest.mark.parametrize("content,word", [
    (b"participants: {a: {component: \xff\xfe}}\n", "UTF-8"),
    (b"participants:\n\ta: {component: x}\n", "tab"),
    (b"participants: {a: {component: x, component: y}}\n", "component"),
    (b"participants: {a: {component: x, outports: {o: {queue: fbp}}}}\n", "fbp"),
    (b"participants: {a: {component: x, outports: {o: {queue: /msgrouter/default/bindings}}}}\n", "msgrouter"),
    (b"participants: {a: {component: x, outports: {o: {queue: 'q/+'}}}}\n", "wildcard"),
    (b"participants: {a: {component: x, outports: {o: {topic: 'u/#', queue: u/v}}}}\n", "feed each other"),
    (b"participants: {a: &a {component: x, b: *a}}\n", "alias"),
    (b"participants: " + b"[" * 70 + b"]" * 70 + b"\n", "64"),
    (b"participants: {a: {component: x, outports: {o: {topic: t, qos: 3}}}}\n", "qos"),
    (b"participants: {a: {component: x, outports: {o: {topic: t, retain: maybe}}}}\n", "keep"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_refusals_name_the_reason(bare_rig, content, word):
    bare_rig.write("devices.yaml", content)
    code, out, err = finished(bare_rig, "check", "devices.yaml")
    assert code == BAD
    assert re.search(r"(?m)^devices\.yaml:\d+:\d+: error: .*" + re.escape(word), out + err), out + err


def test_print_gives_one_json_object_a_line(files):
    files.write("two.yaml", "participants: {a: {component: x/A}, b: {component: x/B, label: 'Ä \"b\"'}}\n")
    code, out, err = finished(files, "print", "good.yaml", "two.yaml")
    payloads = [json.loads(line)["payload"] for line in out.splitlines()]
    assert (code, err) == (OK, "")
    assert [payload["role"] for payload in payloads] == ["heater", "a", "b"]
    assert payloads[2]["label"] == 'Ä "b"'


def test_schema_is_a_json_schema_of_the_devices_file(bare_rig):
    code, out, err = finished(bare_rig, "schema")
    schema = json.loads(out)
    assert (code, err) == (OK, "")
    assert schema["$schema"].startswith("http")
    assert {"broker", "participants"} <= set(schema["properties"])


def test_help_is_short_and_begins_with_the_two_commonest_lines(bare_rig):
    code, out, err = finished(bare_rig, "--help")
    lines = [line.strip() for line in out.splitlines() if line.strip()]
    commands = [line for line in lines[:4] if line.startswith("msgflo-foreign-participant ")]
    assert (code, err) == (OK, "")
    assert len(commands) >= 2, out
    assert re.match(r"msgflo-foreign-participant \S+\.yaml\b", commands[0])
    assert re.match(r"msgflo-foreign-participant check \S+\.yaml\b", commands[1])
    assert len(out.splitlines()) <= 40
    assert max(map(len, out.splitlines())) <= 100


COMMANDS = ["run", "check", "print", "try", "test", "simulate", "library", "import", "schema", "bind", "unbind",
            "bindings", "graph", "participants", "watch", "send"]


def test_help_names_all_commands_and_hints_at_their_own_help(bare_rig):
    _, out, _ = finished(bare_rig, "--help")
    named = set(re.findall(r"(?m)^(?:  |msgflo-foreign-participant )([a-z]+) ", out))
    assert named == set(COMMANDS) - {"run"}
    assert "each with a --help of its own" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_its_usage_and_its_options_and_exit_codes_only(bare_rig, command):
    code, out, err = finished(bare_rig, command, "--help")
    assert (code, err) == (OK, "")
    assert re.match(rf"msgflo-foreign-participant {command}( .*)?\n  [a-z]", out)
    assert max(map(len, out.splitlines())) <= 100
    codes = [int(number) for number in re.findall(r"(?m)^ {2,3}(\d{1,2})  \S", out)]
    assert codes == sorted(set(codes)) and {OK, USAGE} <= set(codes)
    own = set(re.findall(r"(?m)^  (--[a-z-]+)", out))
    everything = finished(bare_rig, "--help")[1]
    for option, value in re.findall(r"(?m)^  (--[a-z-]+) ([A-Z:]*)", everything):
        if option not in own:
            code, _, err = finished(bare_rig, command, option, *(["x"] if value else []))
            assert code == USAGE
            assert err.startswith(f"error: {option} goes with "), err


@pytest.mark.parametrize("name", ["msgflo-register", "msgflo-register-foreign"])
def test_help_under_an_old_name_is_about_that(bare_rig, name):
    code, out, err = finished(bare_rig, "--help", executable=bare_rig.link(name))
    assert (code, err) == (OK, "")
    assert out.startswith(f"{name} --role ROLE")


def test_version(bare_rig):
    code, out, err = finished(bare_rig, "--version")
    assert (code, err) == (OK, "")
    assert re.fullmatch(r"msgflo-foreign-participant \d+\.\d+\.\d+", out)


@pytest.mark.parametrize("level,shown", [("error", set()), ("warning", set()), ("info", {"info"}),
                                         ("debug", {"info", "debug"})])
def test_log_levels(rig, level, shown):
    rig.write("devices.yaml", GOOD)
    program = rig.run("devices.yaml", "--log-level", level, clean=True)
    rig.broker.wait_subscribed("heater/state")
    listener = rig.client().subscribe("heater.TEMPERATURE")
    rig.client().publish("heater/state", b"1")
    listener.wait_message()
    assert program.terminate() == 0
    levels = {line.split(":")[0] for line in program.log.items()}
    assert levels - {"debug"} == shown - {"debug"}, program.story()
    assert levels <= shown, program.story()


def test_no_line_for_a_message_at_info(rig):
    rig.write("devices.yaml", GOOD)
    program = rig.run("devices.yaml", clean=True)
    program.wait_announced("heater")
    rig.broker.wait_subscribed("heater/state")
    listener = rig.client().subscribe("heater.TEMPERATURE")
    sender = rig.client()
    sender.publish("heater/state", b"0")
    listener.wait_message()
    before = len(program.log)
    for number in range(100):
        sender.publish("heater/state", b"%d" % number)
    listener.wait_messages(101)
    assert len(program.log) == before, program.story()
