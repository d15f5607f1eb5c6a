"""Payloads that change on their way between the device and the graph."""

import json

PLUG = """\
    participants:
      plug:
        component: tasmota/Plug
        inports:
          power: {topic: cmnd/plug/POWER, type: boolean, map: {true: 'ON', false: 'OFF'}}
        outports:
          watts: {topic: tele/plug/SENSOR, path: ENERGY.Power, type: number}
          volts: {topic: tele/plug/SENSOR, path: ENERGY.Voltage, type: number, round: 0}
          text: {topic: tele/plug/SENSOR, path: ENERGY.Power, format: '{value} W', retain: always}
    """

SENSOR = "tele/plug/SENSOR"
QUEUES = ["plug.WATTS", "plug.VOLTS", "plug.TEXT"]


def energy(**members):
    return json.dumps({"Time": "2024-01-01T00:00:00", "ENERGY": members})


def test_clean_values_both_ways(rig):
    rig.start_broker()
    graph = rig.client().subscribe(*QUEUES, "cmnd/plug/POWER")
    rig.relay(PLUG, SENSOR, "plug.POWER")
    device = rig.client()
    device.publish(SENSOR, energy(Power=12, Voltage=229.6))
    assert graph.wait_message("plug.WATTS").payload == b"12"
    assert graph.wait_message("plug.VOLTS").payload == b"230"
    text = graph.wait_message("plug.TEXT")
    assert (text.payload, text.retain) == (b"12 W", True)
    device.publish("plug.POWER", "true")
    assert graph.wait_message("cmnd/plug/POWER").payload == b"ON"


def test_what_says_nothing_is_passed_over_and_acknowledged(rig):
    rig.start_broker()
    graph = rig.client().subscribe(*QUEUES)
    program = rig.relay(PLUG, SENSOR)
    device = rig.client()
    for payload in ["", "null", "offline", "{}", energy(Power=None), '{"ENERGY":{"Power":1}} and more']:
        device.publish(SENSOR, payload)
    device.publish(SENSOR, energy(Power=7))
    assert graph.wait_message("plug.WATTS").payload == b"7"
    assert graph.payloads("plug.WATTS") == [b"7"]
    assert program.terminate() == 0
    # Six payloads that say nothing to three ports, and the last one nothing to `volts`.
    program.wait_for_log(r"stopped: 7 messages received, 2 sent, 19 skipped, 0 dropped")


def test_an_error_is_told_once_a_minute_and_the_rest_goes_on(rig):
    rig.start_broker()
    graph = rig.client().subscribe(*QUEUES)
    program = rig.relay(PLUG, SENSOR, clean=False)
    device = rig.client()
    for i in range(50):
        device.publish(SENSOR, energy(Power=f"n/a {i}", Voltage=i))
    assert len(graph.wait_messages(50, "plug.VOLTS")) == 50
    program.wait_for_log(r"^warning: plug\.WATTS: path `ENERGY\.Power`: number expected, got \"n/a 0\"$")
    assert len([line for line in program.warnings() if "plug.WATTS" in line]) == 1
    assert graph.payloads("plug.WATTS") == []
    assert program.terminate() == 0
    program.wait_for_log(r"stopped: 50 messages received, 100 sent, 0 skipped, 50 dropped")


def test_a_type_without_steps_only_tells(rig):
    rig.start_broker()
    graph = rig.client().subscribe("heater.TEMPERATURE")
    program = rig.relay("""\
        participants:
          heater:
            component: legacy/Heater
            outports:
              temperature: {topic: heater/state, type: number}
        """, "heater/state", clean=False)
    device = rig.client()
    for payload in ["21.50", "off", "on", ""]:
        device.publish("heater/state", payload)
    assert [message.payload for message in graph.wait_messages(4)] == [b"21.50", b"off", b"on", b""]
    program.wait_for_log(r'^warning: heater\.TEMPERATURE: passed on as it is: number expected, got "off"$')
    assert len(program.warnings()) == 1


def test_equal_results_are_sent_once_and_again_after_a_reconnect(rig):
    rig.start_broker()
    proxy = rig.proxy()
    graph = rig.client().subscribe("s.VALUE")
    rig.write("devices.yaml", """\
        participants:
          s:
            component: a/B
            outports:
              value: {topic: s/state, path: v, only_changes: true}
        """)
    mark = rig.broker.log_position()
    program = rig.run("devices.yaml", broker_url=proxy.url)
    rig.broker.wait_subscribed("s/state", mark)
    device = rig.client()
    for value in [1, 1, 2, 2, 1]:
        device.publish("s/state", json.dumps({"v": value, "t": value}))
    assert [message.payload for message in graph.wait_messages(3)] == [b"1", b"2", b"1"]
    mark = rig.broker.log_position()
    proxy.cut()
    rig.broker.wait_subscribed("s/state", mark)
    device.publish("s/state", '{"v": 1}')
    assert graph.wait_messages(4)[-1].payload == b"1"
    assert program.running()


def test_a_payload_of_a_megabyte(rig):
    rig.start_broker()
    graph = rig.client().subscribe(*QUEUES)
    program = rig.relay(PLUG, SENSOR, clean=False)
    device = rig.client()
    device.publish(SENSOR, json.dumps({"x": "y" * 1_000_000, "ENERGY": {"Power": 3}}))
    assert graph.wait_message("plug.WATTS").payload == b"3"
    device.publish(SENSOR, " " * 1_100_000)
    program.wait_for_log(r"^warning: plug\.WATTS: payload: at most 1 MiB expected, got 1,100,000 bytes$")


def test_devices_are_asked_after_each_connect_and_again(rig):
    rig.start_broker()
    proxy = rig.proxy()
    device = rig.client().subscribe("R/#")
    rig.write("devices.yaml", """\
        participants:
          victron:
            component: victron/Gx
            outports:
              soc: {topic: N/x/battery/512/Soc, path: value, type: number}
            requests:
              - {topic: R/x/keepalive, every: 1s}
              - {topic: R/x/all, payload: '["*"]', at: start}
        """)
    program = rig.run("devices.yaml", broker_url=proxy.url)
    assert len(device.wait_messages(2, "R/x/keepalive")) == 2
    first = device.wait_message("R/x/all")
    assert (first.payload, first.qos, first.retain) == (b'["*"]', 0, False)
    proxy.cut()
    assert len(device.wait_messages(2, "R/x/all")) == 2
    assert program.running()


def test_forty_devices_are_not_asked_at_once(rig):
    rig.start_broker()
    device = rig.client().subscribe("get/#")
    entries = "\n".join(f"  d{i}: {{component: a/B, requests: [{{topic: get/{i}, at: start}}]}}" for i in range(40))
    rig.write("devices.yaml", f"participants:\n{entries}\n")
    rig.run("devices.yaml")
    assert [message.topic for message in device.wait_messages(40)] == [f"get/{i}" for i in range(40)]
