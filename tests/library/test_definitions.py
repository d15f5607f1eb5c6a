"""Each definition of the library by itself: it is sound, it proves itself, its facts are known ones."""

import re

import pytest
from support.definitions import FOLDER, ROOT, Definition, names

from support.program import Program

HERE = ROOT / "tests" / "library"
ICONS = {line for line in (HERE / "font_awesome_4.txt").read_text().splitlines() if not line.startswith("#")}

every_definition = pytest.mark.parametrize("name", names())
every_direction = pytest.mark.parametrize(
    "name,kind", [(name, kind) for name in names() for kind, ports in Definition(name).ports.items() if ports])


def known_topics(family):
    lines = (HERE / "topics" / f"{family}.txt").read_text().splitlines()
    return {shape(line) for line in lines if line and not line.startswith("#")}


def shape(topic):
    """What differs from device to device is a place, whatever it is called."""
    return re.sub(r"\{[^}]*\}", "{}", topic)


def run(tmp_path, *arguments):
    program = Program(arguments, tmp_path / "state", cwd=ROOT)
    try:
        return program.wait_exit(), program.output.items() + program.log.items()
    finally:
        program.close()


def test_there_are_enough():
    assert len(names()) >= 45


def test_brands_name_definitions_that_there_are():
    for line in (FOLDER / "brands.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        brands, served, way = re.fullmatch(r"([a-z0-9]+(?:, [a-z0-9]+)*): ([^;]+); (.+)", line).groups()
        for one in served.split(", "):
            assert any(name == one or one.endswith("/") and name.startswith(one) for name in names()), (brands, one)


@every_definition
def test_is_described(name):
    definition = Definition(name)
    assert re.fullmatch(r"[a-z0-9_-]+/[a-z0-9-]+", name)
    assert definition.keys["label"]
    assert definition.keys["icon"] in ICONS
    for kind, ports in definition.ports.items():
        for port, keys in ports.items():
            assert keys.get("description"), f"{kind}: {port} has no description"
    assert not set(definition.ports["inports"]) & set(definition.ports["outports"])


@every_direction
def test_has_examples(name, kind):
    assert len(Definition(name).examples_of(kind)) >= 3


@every_definition
def test_its_topics_are_known_of_the_family(name):
    definition = Definition(name)
    topics = {shape(keys["topic"]) for ports in definition.ports.values() for keys in ports.values() if "topic" in keys}
    assert topics <= known_topics(definition.family)


@every_definition
def test_proves_itself(name, tmp_path):
    code, lines = run(tmp_path, "test", FOLDER / f"{name}.yaml")
    assert code == 0, "\n".join(lines)
    assert lines[-1] == f"{len(Definition(name).examples)} passed, 0 failed"


@every_definition
def test_is_one_line_in_a_devices_file(name, tmp_path):
    definition = Definition(name)
    missing = {key: key for key, default in definition.parameters.items() if default is None}
    values = ", ".join(f"{key}: '{value}'" for key, value in missing.items())
    entry = f"{{use: {name}, with: {{{values}}}}}" if missing else f"{{use: {name}}}"
    devices = tmp_path / "devices.yaml"
    devices.write_text(f"participants:\n  device: {entry}\n")
    (tmp_path / "participants").symlink_to(FOLDER)
    code, lines = run(tmp_path, "check", devices)
    assert code == 0, "\n".join(lines)
