"""The printed schema, as editors use it, agrees with the program; the reference is made from it."""

import json
import os
import subprocess

import jsonschema
import pytest
import yaml
from document import DOCUMENTS, ROOT, steps_of
from support.program import binary

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))
SHOWN = [(f"{path.name} line {step.line}", step.text) for path in DOCUMENTS for step in steps_of(path)
         if step.kind == "yaml" and step.directives[0][0] == "file"]

REFUSED = {
    "an unknown key": "participants: {plug: {component: a/Plug, outputs: {state: {topic: plug/state}}}}",
    "an unknown key of a port": "participants: {plug: {component: a/Plug, outports: {state: {topics: plug/state}}}}",
    "an unknown key of the broker": "broker: {url: 'mqtt://localhost', password: secret}",
    "a participant without a component": "participants: {plug: {label: Plug}}",
    "ports beside use": "participants: {plug: {use: plug, outports: {state: {topic: plug/state}}}}",
    "a list of participants": "participants: [{role: plug, component: a/Plug}]",
    "qos in quotes": "participants: {plug: {component: a/Plug, outports: {state: {topic: plug/state, qos: '1'}}}}",
    "retain as a boolean": "participants: {plug: {component: a/Plug, outports: {state: {topic: p, retain: true}}}}",
    "a listed port without an id": "participants: {plug: {component: a/Plug, outports: [{topic: plug/state}]}}",
    "a map of connections": "connections: {heater: display}",
    "a graph that is a map": "graph: {file: house.fbp}",
    "a router that is only true": "router: true",
    "an unknown key of the router": "router: {enable: true}",
    "a router without a single binding": "router: {most_bindings: 0}",
    "a broker of another scheme": "broker: http://localhost",
    "a session_expiry that is no time": "broker: {session_expiry: a day}",
}


@pytest.fixture(scope="module")
def schema():
    printed = subprocess.run([binary(), "schema"], check=True, capture_output=True).stdout
    return jsonschema.Draft7Validator(json.loads(printed))


def test_the_schema_is_a_schema(schema):
    jsonschema.Draft7Validator.check_schema(schema.schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_fit(schema, path):
    schema.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", [text for _, text in SHOWN], ids=[name for name, _ in SHOWN])
def test_files_of_the_documentation_fit(schema, text):
    schema.validate(yaml.safe_load(text))


def test_keys_of_sets_may_be_empty(schema):
    schema.validate(yaml.safe_load("participants:\nconnections:\ngraph:\n"))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_wrong_files_do_not_fit_and_check_agrees(schema, text, tmp_path):
    assert list(schema.iter_errors(yaml.safe_load(text))), "the schema takes it"
    (tmp_path / "devices.yaml").write_text(text)
    assert subprocess.run([binary(), "check", tmp_path / "devices.yaml"], capture_output=True).returncode == 78


# Each context with a file of it: a map that fits, and where it stands.
PLUG = {"component": "a/Plug", "outports": {"state": {"topic": "plug/#"}}}
CONTEXTS = {
    "participant": (PLUG, lambda one: {"participants": {"plug": one}}),
    "port": ({"topic": "plug/state", "map": {"ON": True}},
             lambda one: {"participants": {"plug": {**PLUG, "outports": {"state": one}}}}),
    "broker": ({"url": "mqtt://localhost", "cert_file": "client.pem", "key_file": "client.key"},
               lambda one: {"broker": one}),
    "example": ({"port": "state", "payload": "ON", "gives": "ON", "topic": "plug/state"},
                lambda one: {"participants": {"plug": {**PLUG, "examples": [one]}}}),
    "request": ({"topic": "plug/get", "every": "30s"},
                lambda one: {"participants": {"plug": {**PLUG, "requests": [one]}}}),
    "router": ({"enabled": True}, lambda one: {"router": one}),
}


def values_outside(rule):
    """Values just outside each bound that the schema has for a key."""
    if "minimum" in rule:
        yield rule["minimum"] - 1
    if "maximum" in rule:
        yield rule["maximum"] + 1
    if "minLength" in rule:
        yield ""
    if "maxLength" in rule:
        yield "x" * (rule["maxLength"] + 1)
    if "minProperties" in rule:
        yield {}
    if "enum" in rule:
        yield "nonsense"


def broken_maps(definition, good):
    """(what is wrong, the map) for each bound and each requirement of the context."""
    for key, rule in definition["properties"].items():
        for value in values_outside(rule):
            yield f"{key}: {str(value)[:20]}", {**good, key: value}
    for key in definition.get("required", []):
        yield f"no {key}", {name: value for name, value in good.items() if name != key}
    for key, needed in definition.get("dependencies", {}).items():
        example = good.get(key, definition["properties"][key].get("examples", ["x"])[0])
        for other in needed:
            yield f"{key} without {other}", {**{n: v for n, v in good.items() if n != other}, key: example}
    for condition in definition.get("allOf", []):
        excluded = condition.get("not", {}).get("required", [])
        if excluded:
            yield " beside ".join(excluded), {**good, **{key: good.get(key, "start") for key in excluded}}
        if "anyOf" in condition:
            keys = [key for one in condition["anyOf"] for key in one["required"]]
            yield f"none of {', '.join(keys)}", {n: v for n, v in good.items() if n not in keys}


@pytest.mark.parametrize("context", CONTEXTS)
def test_bounds_and_requirements_are_refused_by_schema_and_program_alike(schema, context, tmp_path):
    good, placed = CONTEXTS[context]
    assert not list(schema.iter_errors(placed(good)))
    cases = list(broken_maps(schema.schema["definitions"][context], good))
    assert cases
    for number, (what, broken) in enumerate(cases):
        file = tmp_path / f"{number}.yaml"
        file.write_text(yaml.safe_dump(placed(broken)))
        assert list(schema.iter_errors(placed(broken))), f"the schema takes {what}"
        checked = subprocess.run([binary(), "check", file], capture_output=True)
        assert checked.returncode == 78, f"check takes {what}"


def test_the_reference_is_up_to_date():
    made = subprocess.run([ROOT / "scripts" / "make-reference", "--print"], check=True, capture_output=True, text=True,
                          env={**os.environ, "MFP_BINARY": str(binary())}).stdout
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == made, "scripts/make-reference writes docs/reference.md anew"
