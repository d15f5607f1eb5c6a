"""SIGTERM and SIGINT: quick, with exit code 0, whatever goes on."""

import signal

import pytest

DEVICES = "participants: {heater: {component: a/Heater, outports: {temperature: {topic: heater/state}}}}\n"
LIMIT = 5


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_under_load_ends_it_with_0_and_nothing_is_lost_or_doubled(rig, sent):
    program = rig.relay(DEVICES, "heater/state", clean=False)
    traffic = rig.traffic("heater/state", "heater.TEMPERATURE")
    traffic.wait_received(500)
    program.send(sent)
    assert program.wait_exit(LIMIT) == 0, program.story()
    assert program.warnings() == []
    rig.run("devices.yaml", clean=True)
    traffic.wait_received(500)
    count = traffic.finish()
    assert (count.lost, count.doubled) == (0, 0), count


def test_a_stop_while_the_line_is_dead_takes_at_most_5_s(rig):
    proxy = rig.proxy()
    program = rig.relay(DEVICES, "heater/state", broker_url=proxy.url, clean=False)
    traffic = rig.traffic("heater/state", "heater.TEMPERATURE")
    traffic.wait_received(200)
    proxy.black_hole()
    traffic.wait_sent(200)
    program.send(signal.SIGTERM)
    assert program.wait_exit(LIMIT + 1) == 0, program.story()


def test_two_signals_are_one_stop(rig):
    program = rig.relay(DEVICES, "heater/state", clean=False)
    program.wait_announced("heater")
    program.send(signal.SIGTERM)
    program.send(signal.SIGTERM)
    assert program.wait_exit(LIMIT) == 0, program.story()
