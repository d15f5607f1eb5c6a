"""A name server that does not answer keeps the program waiting for the broker's address, and for nothing else."""

import signal

import pytest
from support import silent_name_server

DEVICES = "participants: {heater: {component: a/Heater, outports: {temperature: {topic: heater/state}}}}\n"
BROKERS = pytest.mark.parametrize("broker", ["mqtt://broker.invalid", "mqtts://broker.invalid"])
LIMIT = 2


def start(rig, broker, *arguments):
    rig.write("devices.yaml", DEVICES)
    program = rig.run(*arguments, "devices.yaml", broker_url=broker, around=silent_name_server.around())
    program.wait_for_output("^asked$")
    return program


@BROKERS
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_it(bare_rig, broker, sent):
    program = start(bare_rig, broker)
    program.send(sent)
    assert program.wait_exit(LIMIT) == 0, program.story()
    assert program.warnings() == [], program.story()


def test_it_is_told(bare_rig):
    program = start(bare_rig, "mqtts://broker.invalid")
    program.wait_for_log(r"^warning: cannot reach mqtts://broker\.invalid: the name 'broker\.invalid' was not looked up "
                         r"within 10 s; is the network up\?; trying again$", timeout=20)
    assert program.terminate(LIMIT) == 0, program.story()


def test_files_are_read_again_meanwhile(bare_rig):
    program = start(bare_rig, "mqtt://broker.invalid")
    bare_rig.write("devices.yaml", DEVICES.replace("heater", "stove"))
    program.send(signal.SIGHUP)
    program.wait_for_log(r"^info: reloaded: ", timeout=LIMIT)


def test_a_command_ends_with_an_error(bare_rig):
    program = bare_rig.run("participants", broker_url="mqtt://broker.invalid", around=silent_name_server.around())
    assert program.wait_exit(20) == 69, program.story()
    assert any("was not looked up within 10 s" in line for line in program.log.items()), program.story()
