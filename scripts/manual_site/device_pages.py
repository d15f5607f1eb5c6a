"""The library of devices: a page for each family of participants/, and one for all of them."""

import html
import re
import sys
from pathlib import Path

import yaml

from .component_picture import picture
from .html_text import block, code, slug, table

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from support.definitions import FOLDER, Definition, as_bytes, filled, names  # noqa: E402

NAME = re.compile(r"(?<![\w/.{-])[a-z0-9_-]+/[a-z0-9-]+\b(?!/)")
AVAILABILITY = re.compile(r"\s*Availability(?: \(not used yet\))?:.*", re.DOTALL)
NO_VALUE = ("nothing", "error")


def link_to(name):
    return f"devices-{name.partition('/')[0]}.html#{slug(name)}"


def comment_of(name):
    """The paragraphs at the top of a definition, for those who have such a device."""
    lines = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    count = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    text = "\n".join(line[1:].strip() for line in lines[:count])
    paragraphs = [AVAILABILITY.sub("", " ".join(one.split())) for one in text.split("\n\n")]
    return [one for one in paragraphs if one]


def first_sentence(text):
    return re.split(r"(?<=[\w)])[.:](?= |$)", text)[0]


def inline(text, known):
    """Plain text with `code`, and with links at the names of definitions."""
    def link(match):
        return f'<a href="{link_to(match[0])}">{match[0]}</a>' if match[0] in known else match[0]
    parts = re.split(r"`([^`]+)`", text)
    return "".join(code(part) if number % 2 else NAME.sub(link, html.escape(part, quote=False))
                   for number, part in enumerate(parts))


def descriptions_of_parameters(name):
    content = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    inherited = descriptions_of_parameters(content["extends"]) if "extends" in content else {}
    own = {parameter: spec.get("description", "") if isinstance(spec, dict) else ""
           for parameter, spec in (content.get("params") or {}).items()}
    return {**inherited, **own}


def line_of_use(definition):
    needed = [name for name, default in definition.parameters.items() if default is None]
    given = f", with: {{{', '.join(f'{name}: {name}' for name in needed)}}}" if needed else ""
    return f"{role_of(definition)}: {{use: {definition.name}{given}}}"


def role_of(definition):
    return f"my-{definition.thing}"


def with_below(cell, below):
    return f'{cell} <span class="below">{html.escape(below)}</span>'


def ports(definition, kind, title):
    rows = [[with_below(code(name), port.get("type", "any")),
             with_below(html.escape(port.get("description", "")), port["topic"])]
            for name, port in definition.ports[kind].items()]
    return table([title, "Meaning, and the topic of the device"], rows, "ports") if rows else ""


def default_text(default):
    if default is None:
        return "must be given"
    return code(str(default)) if str(default) else "nothing"


def parameters(definition):
    if not definition.parameters:
        return ""
    meanings = descriptions_of_parameters(definition.name)
    rows = [[code(name), default_text(default), html.escape(meanings[name])]
            for name, default in definition.parameters.items()]
    return "<h3>Parameters</h3>\n" + table(["Parameter", "Default", "Meaning"], rows)


def messages_of(definition, kind):
    """(topic, payload) -> what of ports and values belongs to it: of each port, its first example with a value."""
    messages, done = {}, set()
    for example in definition.examples_of(kind):
        name = example["port"]
        if name in done or example["gives"] in NO_VALUE:
            continue
        done.add(name)
        given = {parameter: str(value) for parameter, value in example.get("with", {}).items()}
        values = {**definition.values(role_of(definition)), **given}
        topic = example.get("topic") or filled(definition.ports[kind][name]["topic"], values)
        device, graph = ("gives", "payload") if kind == "inports" else ("payload", "gives")
        message = (topic, as_bytes(example[device]))
        messages.setdefault(message, []).append((name, as_bytes(example[graph])))
    return messages


def shown(payload):
    text = re.sub(r"[\x00-\x1f\x7f]", lambda match: rf"\x{ord(match[0]):02x}", payload.decode("utf-8", "backslashreplace"))
    return code(text) if text else "<em>empty</em>"


def message_table(definition, kind, heads):
    rows = []
    for (topic, payload), values in messages_of(definition, kind).items():
        device = f'<span class="above">{html.escape(topic)}</span> {shown(payload)}'
        graph = "<br>".join(f'<span class="above">{name}</span> {shown(value)}' for name, value in values)
        rows.append([graph, device] if kind == "inports" else [device, graph])
    return table(heads, rows, "messages") if rows else ""


def messages(definition):
    return ("<h3>Messages</h3>\n" + message_table(definition, "inports", ["At the inport", "Then at the device"])
            + message_table(definition, "outports", ["At the device", "Then at the outport"]))


def when(request):
    return f"every {request['every']}" if "every" in request else "after each connect"


def requests(definition):
    asked = definition.keys.get("requests") or []
    if not asked:
        return ""
    items = "".join(f"<li>{code(one['topic'])}, {when(one)}</li>" for one in asked)
    return f"<p>The program asks the device on:</p>\n<ul>{items}</ul>\n"


def section(name, known):
    definition = Definition(name)
    about = "".join(f"<p>{inline(one, known)}</p>\n" for one in comment_of(name))
    drawing = picture(role_of(definition), definition.keys["component"], list(definition.ports["inports"]),
                      list(definition.ports["outports"]))
    return "".join([
        f'<section class="definition">\n<h2 id="{slug(name)}">{name}</h2>\n', about,
        f"{block(line_of_use(definition))}\n<figure>{drawing}</figure>\n",
        ports(definition, "inports", "Inport"), ports(definition, "outports", "Outport"),
        parameters(definition), requests(definition), messages(definition), "</section>\n"])


def names_of(family):
    return [name for name in names() if name.startswith(f"{family}/")]


def listed(names, known):
    def item(name):
        what = inline(first_sentence(comment_of(name)[0]), known)
        return f'<li><a href="{link_to(name)}">{name}</a> <span>{what}</span></li>\n'
    return f'<ul class="definitions">\n{"".join(map(item, names))}</ul>\n'


def head(page):
    return f'<h1>{html.escape(page.title)}</h1>\n<p class="lead">{html.escape(page.about)}</p>\n'


def family_page(page):
    known = set(names())
    of_family = names_of(page.of)
    use = ('<p>Write the line of your device below <code>participants:</code> in your devices file. The word in front is '
           "its role, a name of your own, which is put in wherever <code>{role}</code> stands. "
           '<a href="library.html">The library</a> tells more.</p>\n')
    contents = listed(of_family, known) if len(of_family) > 1 else ""
    return head(page) + use + contents + "".join(section(name, known) for name in of_family)


def all_page(page, pages):
    known = set(names())
    families = [one for one in pages if one.kind == "family"]
    parts = [head(page), f"<p>{len(known)} definitions. Is yours not among them? Look for one that works alike, or "
             '<a href="library.html#write-your-own">write your own</a>.</p>\n']
    for family in families:
        parts += [f'<h2 id="{slug(family.title)}"><a href="{family.url}">{html.escape(family.title)}</a></h2>\n'
                  f"<p>{html.escape(family.about)}</p>\n", listed(names_of(family.of), known)]
    return "".join(parts)
