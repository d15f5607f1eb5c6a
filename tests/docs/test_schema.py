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


def test_the_reference_is_up_to_date():
    made = subprocess.run([ROOT / "scripts" / "make-reference", "--print"], check=True, capture_output=True, text=True,
                          env={**os.environ, "MFP_BINARY": str(binary())}).stdout
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == made, "scripts/make-reference writes docs/reference.md anew"
