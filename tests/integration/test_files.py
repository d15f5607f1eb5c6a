"""Where declarations come from: several files, folders, `use:`, definitions with a role, and `--only`."""

import pytest


def plug(role):
    return f"participants: {{{role}: {{component: a/Plug, outports: {{state: {{topic: {role}/state}}}}}}}}\n"


@pytest.fixture
def house(rig):
    rig.write("house/b.yaml", plug("bravo"))
    rig.write("house/a.yml", plug("alpha"))
    rig.write("house/c.yaml", plug("charlie"))
    rig.write("house/notes.txt", "participants: {}\n")
    rig.write("house/.hidden.yaml", plug("hidden"))
    return rig


def roles(listener, count):
    return [message.json()["payload"]["role"] for message in listener.wait_messages(count, "fbp")]


def all_announced(rig, listener, count):
    """The roles that were announced before a message that was sent after them."""
    found = roles(listener, count)
    rig.client().publish("fbp", b"{}")
    listener.wait_message("fbp", lambda message: message.payload == b"{}")
    assert len(listener.received) == count + 1
    return found


def test_several_files_make_one_set(house):
    listener = house.client().subscribe("fbp", "bravo.STATE", "alpha.STATE")
    house.run("house/b.yaml", "house/a.yml", clean=True)
    for role in ("bravo", "alpha"):
        house.broker.wait_subscribed(f"{role}/state")
        house.client().publish(f"{role}/state", b"ON")
        listener.wait_message(f"{role}.STATE")
    assert len(house.broker.program_clients()) == 2
    assert roles(listener, 2) == ["bravo", "alpha"]


@pytest.mark.parametrize("folder", ["house", "house/", "./house"])
def test_a_folder_is_its_yaml_files_in_order(house, folder):
    listener = house.client().subscribe("fbp")
    house.run(folder, clean=True)
    assert all_announced(house, listener, 3) == ["alpha", "bravo", "charlie"]


def test_only_runs_one_device_of_a_set(house):
    listener = house.client().subscribe("fbp", "bravo.STATE", "alpha.STATE")
    program = house.run("house", "--only", "bravo", clean=True)
    house.broker.wait_subscribed("bravo/state")
    sender = house.client()
    sender.publish("alpha/state", b"ON")
    sender.publish("bravo/state", b"ON")
    listener.wait_message("bravo.STATE")
    assert listener.messages("alpha.STATE") == []
    assert len(listener.messages("fbp")) == 1
    program.wait_announced("bravo")


def test_one_process_per_device_side_by_side(house):
    listener = house.client().subscribe("alpha.STATE", "bravo.STATE", "charlie.STATE")
    names = ["alpha", "bravo", "charlie"]
    for name in names:
        house.run("house", "--only", name, clean=True)
    for name in names:
        house.broker.wait_subscribed(f"{name}/state")
        house.client().publish(f"{name}/state", b"ON")
        listener.wait_message(f"{name}.STATE")
    assert len(listener.received) == 3


def test_only_with_an_unknown_role_is_wrong_usage(house):
    program = house.run("house", "--only", "delta")
    assert program.wait_exit() in (64, 78), program.story()
    assert any("delta" in line for line in program.log.items())


DEFINITION = "component: a/Lamp\ninports: {on: {topic: '#ROLE/set'}}\n"
USES = [
    # the file's name, what `use:` says
    ("lamp.yaml", "./lamp.yaml"),
    ("kinds/lamp.yaml", "./kinds/lamp.yaml"),
    ("participants/lamp.yaml", "lamp"),
    ("participants/maker/lamp.yaml", "maker/lamp"),
]


@pytest.mark.parametrize("name,use", USES)
def test_use_finds_a_definition(rig, name, use):
    rig.write(name, DEFINITION)
    rig.write("devices.yaml", f"participants: {{desk: {{use: {use}}}, shelf: {{use: {use}}}}}\n")
    listener = rig.client().subscribe("fbp", "desk/set", "shelf/set")
    rig.run("devices.yaml", clean=True)
    assert roles(listener, 2) == ["desk", "shelf"]
    assert listener.messages("fbp")[0].json()["payload"]["component"] == "a/Lamp"
    for role in ("desk", "shelf"):
        rig.broker.wait_subscribed(f"{role}.ON")
        rig.client().publish(f"{role}.ON", b"1")
        listener.wait_message(f"{role}/set")


def test_use_is_found_beside_the_file_not_beside_the_caller(rig):
    rig.write("far/lamp.yaml", DEFINITION)
    rig.write("far/devices.yaml", "participants: {desk: {use: ./lamp.yaml}}\n")
    listener = rig.client().subscribe("fbp")
    rig.run("far/devices.yaml", clean=True)
    assert roles(listener, 1) == ["desk"]


def test_a_missing_definition_is_a_problem_of_the_file(rig):
    rig.write("devices.yaml", "participants:\n  desk:\n    use: no/such\n")
    program = rig.run("devices.yaml")
    assert program.wait_exit() == 78
    assert any("devices.yaml:3:" in line and "no/such" in line for line in program.log.items()), program.story()


def test_a_definition_with_a_role_is_a_devices_file_of_one(rig):
    rig.write("desk.yaml", "role: desk\n" + DEFINITION)
    listener = rig.client().subscribe("fbp", "desk/set")
    rig.run("desk.yaml", clean=True)
    rig.broker.wait_subscribed("desk.ON")
    rig.client().publish("desk.ON", b"1")
    listener.wait_message("desk/set")
    assert roles(listener, 1) == ["desk"]


def test_two_files_with_one_role_are_refused(house):
    house.write("house/d.yaml", plug("alpha"))
    program = house.run("house")
    assert program.wait_exit() == 78
    assert any("d.yaml:1:" in line and "alpha" in line for line in program.log.items()), program.story()
