"""In the place of MsgFlo's own tools: `--role`, and the names msgflo-register and msgflo-register-foreign."""

import pytest

SWITCH = """\
    component: my/ToggleSwitch
    icon: toggle-on
    label: Turns things on or off
    inports: []
    outports:
    - {id: state, type: boolean, queue: '/myswitch/#ROLE/status'}
    """
LAMP = """\
    component: my/LightBulb
    inports: {enable: {queue: '/bulb/#ROLE/set-on', type: boolean}}
    outports: {confirm: {queue: '/bulb/#ROLE/is-on', type: boolean}}
    """
WITH_ROLE = """\
    role: hall
    component: my/LightBulb
    inports: {enable: {queue: '/bulb/#ROLE/set-on'}}
    """
BAD = """\
    component: my/Bad
    outports: {state: {queue: 'a/+/b'}}
    """
SENT = "Sent discovery message for "
PROGRAM = "msgflo-foreign-participant"


@pytest.fixture
def home(rig):
    """A rig with definitions in its folder."""
    for name, content in {"switch.yaml": SWITCH, "lamp.yaml": LAMP, "hall.yaml": WITH_ROLE, "bad.yaml": BAD}.items():
        rig.write(name, content)
    return rig


def start(rig, name, *arguments, **options):
    executable = None if name == PROGRAM else rig.link(name)
    return rig.run_bare(*arguments, executable=executable, **options)


def announced(listener, count):
    return {message.json()["payload"]["role"]: message.json()["payload"]
            for message in listener.wait_messages(count, "fbp")}


NAMES = pytest.mark.parametrize("name", [PROGRAM, "msgflo-register"])


@NAMES
def test_one_role(home, name):
    listener = home.client().subscribe("fbp")
    program = start(home, name, "--role", "switch1:./switch.yaml", "--broker", home.broker.url, clean=True)
    assert program.wait_for_output(r".*").group() == SENT + "switch1"
    payload = announced(listener, 1)["switch1"]
    assert payload["component"] == "my/ToggleSwitch"
    assert payload["outports"] == [{"id": "state", "queue": "/myswitch/switch1/status", "type": "boolean"}]


@NAMES
def test_several_roles_of_one_and_of_several_definitions(home, name):
    listener = home.client().subscribe("fbp")
    program = start(home, name, "--role", "a:switch.yaml", "--role", "b:lamp.yaml", "--role=c:lamp.yaml",
                    "--broker", home.broker.url, "--interval", "30", clean=True)
    payloads = announced(listener, 3)
    assert list(payloads) == ["a", "b", "c"]
    assert payloads["c"]["inports"][0]["queue"] == "/bulb/c/set-on"
    program.wait_for_output(r"^Sent", count=3)
    assert program.output.items() == [SENT + role for role in "abc"]


ONCE = [["--forever", "false"], ["--forever=false"]]


@NAMES
@pytest.mark.parametrize("once", ONCE, ids=" ".join)
def test_forever_false_sends_once_and_ends_with_0(home, name, once):
    listener = home.client().subscribe("fbp")
    program = start(home, name, "--role", "a:switch.yaml", "--role", "b:lamp.yaml", *once,
                    env={"MSGFLO_BROKER": home.broker.url})
    assert program.wait_exit() == 0
    assert program.output.items() == [SENT + "a", SENT + "b"]
    assert program.warnings() == []
    home.client().publish("fbp", b"end")
    listener.wait_message("fbp", lambda message: message.payload == b"end")
    assert len(listener.received) == 3


def test_forever_false_of_a_devices_file_sends_once_and_ends_with_0(home):
    listener = home.client().subscribe("fbp")
    home.write("devices.yaml", "participants: {plug: {component: a/P, outports: {state: {topic: plug/state}}}}\n")
    program = home.run("devices.yaml", "--forever", "false")
    assert program.wait_exit() == 0
    assert (program.output.items(), program.warnings()) == ([], [])
    home.client().publish("fbp", b"end")
    listener.wait_message("fbp", lambda message: message.payload == b"end")
    assert len(listener.received) == 2


@NAMES
def test_forever_true_keeps_running(home, name):
    listener = home.client().subscribe("fbp")
    start(home, name, "--role", "a:switch.yaml", "--forever", "true", "--interval", "1.1", "--broker", home.broker.url,
          clean=True)
    listener.wait_messages(3, "fbp")


def test_stdout_says_sent_only_in_role_mode(home):
    home.write("devices.yaml", "participants: {plug: {component: a/P}}\n")
    program = home.run("devices.yaml", clean=True)
    program.wait_announced("plug")
    assert program.terminate() == 0
    assert program.output.items() == []


def test_a_roles_definition_with_topics_is_relayed(home):
    home.write("plug.yaml", "component: a/Plug\noutports: {state: {topic: '#ROLE/state', queue: '#ROLE.STATE'}}\n")
    listener = home.client().subscribe("plug.STATE")
    home.run("--role", "plug:plug.yaml", clean=True)
    home.broker.wait_subscribed("plug/state")
    home.client().publish("plug/state", b"ON")
    assert listener.wait_message().payload == b"ON"


def test_roles_and_devices_files_make_one_set(home):
    listener = home.client().subscribe("fbp")
    home.write("devices.yaml", "participants: {plug: {component: a/P}}\n")
    home.run("devices.yaml", "--role", "a:switch.yaml", clean=True)
    assert set(announced(listener, 2)) == {"plug", "a"}


def test_a_path_may_contain_colons(home):
    home.write("a:b/c:d.yaml", SWITCH)
    listener = home.client().subscribe("fbp")
    home.run("--role", "switch1:a:b/c:d.yaml", "--role", f"switch2:{home.folder}/a:b/c:d.yaml", clean=True)
    assert set(announced(listener, 2)) == {"switch1", "switch2"}


@NAMES
def test_one_bad_role_stops_all_with_78_and_its_place(home, name):
    listener = home.client().subscribe("fbp")
    program = start(home, name, "--role", "good:switch.yaml", "--role", "bad:bad.yaml", "--broker", home.broker.url)
    assert program.wait_exit() == 78
    program_says = "\n".join(program.log.items())
    assert "bad.yaml:2:" in program_says and ": error: " in program_says
    assert program.output.items() == []
    home.client().publish("fbp", b"end")
    assert listener.wait_message("fbp").payload == b"end"


def test_with_keep_going_the_other_roles_run(home):
    listener = home.client().subscribe("fbp")
    program = home.run("--role", "bad:bad.yaml", "--role", "good:switch.yaml", "--keep-going")
    assert list(announced(listener, 1)) == ["good"]
    program.wait_for_log(r"bad\.yaml:2:\d+: error: ")
    program.wait_for_output(r"^Sent discovery message for good$")
    assert program.terminate() in (0, 78)


def test_register_foreign_sends_once_by_default(home):
    listener = home.client().subscribe("fbp")
    program = start(home, "msgflo-register-foreign", "--role", "attic", "lamp.yaml", "--broker", home.broker.url)
    assert program.wait_exit() == 0
    assert program.output.items() == [SENT + "attic"]
    assert announced(listener, 1)["attic"]["inports"][0]["queue"] == "/bulb/attic/set-on"


@pytest.mark.parametrize("arguments", [
    ["hall.yaml"],
    ["--interval", "20", "hall.yaml"],
    ["--forever", "false", "hall.yaml"],
], ids=" ".join)
def test_register_foreign_takes_the_role_of_the_definition(home, arguments):
    listener = home.client().subscribe("fbp")
    program = start(home, "msgflo-register-foreign", *arguments, env={"MSGFLO_BROKER": home.broker.url})
    assert program.wait_exit() == 0
    assert list(announced(listener, 1)) == ["hall"]


def test_register_foreigns_option_outweighs_the_role_of_the_definition(home):
    listener = home.client().subscribe("fbp")
    program = start(home, "msgflo-register-foreign", "--role", "attic", "hall.yaml", "--broker", home.broker.url)
    assert program.wait_exit() == 0
    assert list(announced(listener, 1)) == ["attic"]


@pytest.mark.parametrize("arguments", [["--role", "attic", "--forever", "true", "lamp.yaml"],
                                       ["--forever=true", "--role=attic", "lamp.yaml"]], ids=" ".join)
def test_register_foreign_with_forever_keeps_running(home, arguments):
    listener = home.client().subscribe("fbp")
    start(home, "msgflo-register-foreign", *arguments, "--interval", "1.1", "--broker", home.broker.url, clean=True)
    listener.wait_messages(3, "fbp")


def test_an_id_of_the_definition_is_what_stdout_names(home):
    home.write("id.yaml", "component: a/B\nid: the-id\n")
    program = home.run("--role", "r:id.yaml", "--forever", "false")
    assert program.wait_exit() == 0
    assert program.output.items() == [SENT + "the-id"]


def test_a_graph_and_the_definitions_of_its_roles_are_started_by_one_command(home):
    """As many as MsgFlo's coordinator would start one by one."""
    numbers = range(40)
    home.write("switch.yaml", SWITCH.replace("queue: '/myswitch/#ROLE/status'", "topic: '#ROLE/pressed'"))
    home.write("lamp.yaml", LAMP.replace("queue: '/bulb/#ROLE/set-on'", "topic: '#ROLE/set'"))
    home.write("house.fbp", "".join(f"switch{i} STATE -> ENABLE lamp{i}\n" for i in numbers))
    roles = [argument for i in numbers
             for argument in ("--role", f"switch{i}:switch.yaml", "--role", f"lamp{i}:lamp.yaml")]
    mark = home.broker.log_position()
    program = start(home, PROGRAM, *roles, "--graph", "house.fbp", "--broker", home.broker.url, clean=True)
    for i in numbers:
        home.broker.wait_subscribed(f"switch{i}/pressed", mark)
        home.broker.wait_subscribed(f"lamp{i}.ENABLE", mark)
    lamps = home.client().subscribe("+/set")
    device = home.client()
    for i in numbers:
        device.publish(f"switch{i}/pressed", b"true", qos=1)
    assert sorted(message.topic for message in lamps.wait_messages(len(numbers))) == sorted(
        f"lamp{i}/set" for i in numbers)
    program.assert_sane()


def test_a_graph_that_is_not_there_is_told(home):
    program = start(home, PROGRAM, "--role", "switch1:./switch.yaml", "--graph", "hose.fbp")
    assert program.wait_exit() == 66
    assert program.log.items()[0] == "hose.fbp: error: the graph does not exist"


def test_what_is_imported_runs(home):
    home.write("package.json", '{"msgflo": {"components": {"my/LightBulb": "msgflo-register --role #ROLE:lamp.yaml"}}}')
    home.write("Procfile", "sw: msgflo-register --role switch1:./switch.yaml\n")
    home.write("house.fbp", "switch1 STATE -> ENABLE lamp1(my/LightBulb)\n")
    made = start(home, PROGRAM, "import", "package.json", "Procfile", "--graph", "house.fbp")
    assert made.wait_exit() == 0
    assert made.log.items() == []
    home.write("devices.yaml", "\n".join(made.output.items()) + "\n")
    listener = home.client().subscribe("fbp")
    home.run("devices.yaml", clean=True)
    assert set(announced(listener, 2)) == {"switch1", "lamp1"}
