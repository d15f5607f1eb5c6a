"""The definitions of participants/ as a test sees them: with all that they inherit, read by another YAML library."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "participants"
PLACE = re.compile(r"\{\{|\}\}|\{([A-Za-z][A-Za-z0-9_-]*)\}")


class _Loader(yaml.SafeLoader):
    """Plain on/off/yes/no are texts, as in YAML 1.2."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def names():
    return sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.yaml"))


class Definition:
    def __init__(self, name):
        self.name = name
        self.family, self.thing = name.split("/")
        content = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), _Loader)
        base = Definition(content["extends"]) if "extends" in content else None
        self.keys = {**(base.keys if base else {}), **content}
        self.ports = {kind: self._ports(kind, content, base) for kind in ("inports", "outports")}
        self.parameters = {**(base.parameters if base else {}), **self._own_parameters(content)}
        changed = {port for kind in self.ports for port in (content.get(kind) or {})}
        own_parameters = set(self._own_parameters(content))
        inherited = [example for example in (base.examples if base else [])
                     if example["port"] not in changed and not own_parameters & set(example.get("with", {}))]
        self.examples = inherited + content.get("examples", [])

    @staticmethod
    def _ports(kind, content, base):
        ports = {**(base.ports[kind] if base else {}), **(content.get(kind) or {})}
        return {name: port for name, port in ports.items() if port is not None}

    @staticmethod
    def _own_parameters(content):
        """The default of each, or None."""
        return {name: spec.get("default") if isinstance(spec, dict) else spec
                for name, spec in (content.get("params") or {}).items()}

    def values(self, role):
        """Each parameter with its default, or else its own name."""
        return {name: name if default is None else str(default).replace("{role}", role)
                for name, default in self.parameters.items()}

    def examples_of(self, kind):
        return [example for example in self.examples if example["port"] in self.ports[kind]]


def filled(text, values):
    """The text with parameters put in and doubled braces undone."""
    return PLACE.sub(lambda place: place[0][0] if place[1] is None else values[place[1]], text)


def as_bytes(value):
    """A payload or result as the file spells it; None for one that is no text."""
    if isinstance(value, dict):
        value = value["text"]
    return value if isinstance(value, bytes) else str(value).encode()
