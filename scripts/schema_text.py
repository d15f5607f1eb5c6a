"""What `msgflo-foreign-participant schema` says of the keys, as a person would, for the reference and the manual."""

import json
from dataclasses import dataclass

CONTEXTS = {
    "file": ("Devices file", "The top level of a devices file holds `participants` and what concerns all of them. With "
             "`role`, the file is one device: it then has no `participants`, and the keys of a [participant](#participant) stand beside `role`."),
    "participant": ("Participant", "An entry of `participants`, or the file itself where it has a `role`. `component` must "
                    "be there unless `use` is."),
    "definition": ("Definition", "A component definition has the keys of a [participant](#participant), except `use` and "
                   "`with`, and these."),
    "parameter": ("Parameter", "An entry of `params`, where it is a map. Anything else there is the default."),
    "port": ("Port", "An entry of `inports` or `outports`. The steps are done in the order in which they stand here, from "
             "`where` to `only_changes`."),
    "example": ("Example", "An entry of `examples`. `port`, `payload` and `gives` must be there."),
    "request": ("Request", "An entry of `requests`. It has `every` or `at`."),
    "broker": ("Broker", "The keys of `broker`, where it is a map."),
    "router": ("Router", "The keys of `router`."),
}


def reference_of(schema):
    return schema.get("$ref", "").rpartition("/")[2]


def alternatives(schema):
    return {reference_of(one) for one in schema.get("anyOf", [])}


def is_text(schema):
    return schema.get("type") == ["string", "number", "boolean"]


def type_of_map(values):
    if reference_of(values) == "participant":
        return "map of [participants](#participant)"
    if "parameter" in alternatives(values):
        return "map of [parameters](#parameter)"
    return "map of texts" if is_text(values) else "map"


def type_of_choice(schema):
    choices = alternatives(schema)
    if "broker" in choices:
        return "a URL, or a [map](#broker)"
    kinds = [one.get("type") for one in schema["anyOf"]]
    if any(is_text(one) for one in schema["anyOf"]):
        return "text, or a list" if any("array" in kind for kind in kinds) else "text, or a map"
    return "map or list of [ports](#port)"


def type_of(schema):
    """How a person would call the type."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return type_of_choice(schema)
    if "allOf" in schema:
        return f"[map](#{reference_of(schema['allOf'][0])})"
    if isinstance(schema.get("additionalProperties"), dict):
        return type_of_map(schema["additionalProperties"])
    if "items" in schema:
        item = reference_of(schema["items"])
        return f"list of [{item}s](#{item})"
    pattern = schema.get("pattern", "")
    if pattern:
        return "a URL" if pattern.startswith("^mqtt") else "a length of time"
    if "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    plain = {"number": "number", "boolean": "`true`, `false`", None: "anything"}
    return "text" if is_text(schema) else plain.get(schema.get("type"), "text")


@dataclass(frozen=True)
class Key:
    name: str
    type: str
    default: str
    meaning: str
    examples: tuple


def key_of(name, schema):
    meaning, _, default = schema["description"].partition(" Default: ")
    examples = tuple(value if isinstance(value, str) else json.dumps(value) for value in schema.get("examples", []))
    return Key(name, type_of(schema), default.rstrip("."), meaning, examples)


def contexts_of(schema):
    """(title, text, its keys) of each place where keys stand. Both texts are Markdown, and so are types."""
    definitions = {name: definition["properties"] for name, definition in schema["definitions"].items()}
    of_a_device = definitions["participant"]
    own = {name: one for name, one in schema["properties"].items() if name not in of_a_device}
    of_a_definition = {name: own.pop(name) for name in ("extends", "params")}
    all_keys = {"file": own, "definition": of_a_definition, **definitions}
    assert all_keys.keys() == CONTEXTS.keys(), f"the schema has the contexts {', '.join(all_keys)}"
    return [(title, text, [key_of(*one) for one in all_keys[context].items()])
            for context, (title, text) in CONTEXTS.items()]
