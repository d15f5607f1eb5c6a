"""A component as the graph has it: a box with its inports on the left and its outports on the right."""

import html

HEAD = 52  # of the box, with the names
ROW = 24
ARM = 26  # the line from a port outwards
LETTER = 7.3  # the width of one in the font of the ports


def port(name, x, y, kind):
    text = html.escape(name)
    if kind == "in":
        return (f'<path class="in" d="M {x - ARM} {y} h {ARM - 9}"/>'
                f'<path class="in-head" d="M {x} {y} l -10 -5 v 10 z"/>'
                f'<text class="port" x="{x + 10}" y="{y + 4}">{text}</text>')
    return (f'<path class="out" d="M {x} {y} h {ARM - 9}"/>'
            f'<path class="out-head" d="M {x + ARM} {y} l -10 -5 v 10 z"/>'
            f'<text class="port end" x="{x - 10}" y="{y + 4}">{text}</text>')


def width_of(name, component, inports, outports):
    def longest(names):
        return max((len(one) for one in names), default=0) * LETTER
    ports = longest(inports) + longest(outports) + 50
    return round(max(ports, longest([component]) + 30, longest([name]) * 1.2 + 30, 160))


def picture(name, component, inports, outports):
    rows = max(len(inports), len(outports))
    width, height = width_of(name, component, inports, outports), HEAD + rows * ROW + 8
    middle, right = ARM + 1 + width / 2, ARM + 1 + width

    def y(row):
        return HEAD + row * ROW + ROW // 2
    sides = (("inports", inports), ("outports", outports))
    said = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in sides if names)
    full_width, full_height = width + 2 * ARM + 2, height + 2
    parts = [
        f'<svg class="component" role="img" aria-label="The component {html.escape(component)} with {html.escape(said)}" '
        f'viewBox="0 0 {full_width} {full_height}" width="{full_width}" height="{full_height}">',
        f'<rect class="box" x="{ARM + 1}" y="1" width="{width}" height="{height}" rx="8"/>',
        f'<text class="name" x="{middle:g}" y="24">{html.escape(name)}</text>',
        f'<text class="kind" x="{middle:g}" y="42">{html.escape(component)}</text>',
        *(port(one, ARM + 1, y(row), "in") for row, one in enumerate(inports)),
        *(port(one, right, y(row), "out") for row, one in enumerate(outports)),
        "</svg>",
    ]
    return "\n".join(parts)
