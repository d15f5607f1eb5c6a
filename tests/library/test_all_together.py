"""The whole library in one process against a real broker: simulated devices to queues, and queues to devices."""

import yaml
from support.definitions import FOLDER, Definition, as_bytes, filled, names

from support.waiting import stretched


def role_of(definition):
    return f"{definition.family}-{definition.thing}"


def queue(definition, port):
    return f"{role_of(definition)}.{port.upper()}"


def own_examples(definition, kind):
    """Those with bytes as their result and without parameters of their own."""
    return [example for example in definition.examples_of(kind)
            if example["gives"] not in ("nothing", "error") and "with" not in example]


def write_devices(rig, definitions):
    (rig.folder / "participants").symlink_to(FOLDER)
    participants = {}
    for definition in definitions:
        values = {key: value for key, value in definition.values(role_of(definition)).items()
                  if definition.parameters[key] is None}
        participants[role_of(definition)] = {"use": definition.name, **({"with": values} if values else {})}
    rig.write("devices.yaml", yaml.safe_dump({"participants": participants}))


def topic_of(definition, port):
    return filled(definition.ports["inports"][port]["topic"],
                  {**definition.values(role_of(definition)), "role": role_of(definition)})


def with_role(definition, payload):
    """Examples are written for a role that is the name's last part."""
    named = f'"src":"msgflo/{definition.thing}"'.encode()
    return payload.replace(named, f'"src":"msgflo/{role_of(definition)}"'.encode())


def test_every_definition_works_both_ways(rig):
    rig.start_broker()
    definitions = [Definition(name) for name in names()]
    write_devices(rig, definitions)
    commands = {(queue(definition, example["port"]), as_bytes(example["payload"]),
                 topic_of(definition, example["port"]), with_role(definition, as_bytes(example["gives"])))
                for definition in definitions for example in own_examples(definition, "inports")}
    states = {(queue(definition, example["port"]), as_bytes(example["gives"]))
              for definition in definitions for example in own_examples(definition, "outports")}
    graph = rig.client().subscribe(*{name for name, _ in states})
    devices = rig.client().subscribe(*{topic for _, _, topic, _ in commands})

    mark = rig.broker.log_position()
    rig.run("devices.yaml")
    for source in {name for name, _, _, _ in commands}:
        rig.broker.wait_subscribed(source, mark, timeout=30)
    rig.run("simulate", "devices.yaml", "--speed", "500", "--force")

    waiting = set(states)

    def is_last(message):
        waiting.discard((message.topic, message.payload))
        return not waiting

    graph.received.wait(is_last, timeout=60)
    assert not waiting, f"{len(waiting)} of {len(states)} states did not arrive within {stretched(60)} s"

    for source, payload, topic, gives in sorted(commands):
        before = len(devices.received)
        graph.publish(source, payload)
        devices.wait_message(topic, lambda message, gives=gives: message.payload == gives, after=before)
