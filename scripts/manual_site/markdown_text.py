"""Markdown as GitHub shows it: anchors of headings, links between files, tables, fenced blocks."""

import html
import posixpath
import re

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .html_text import TABLE_END, TABLE_START, slug
from .problem import Problem

EXTENSIONS = ("tables", "fenced_code", "sane_lists")
ELSEWHERE = re.compile(r"(?:[a-z]+:|#)")


def without_directives(text):
    """Without the comments that tell the tests what to do with a block; in blocks, comments are content."""
    lines, in_block = [], False
    for line in text.splitlines():
        in_block ^= line.startswith("```")
        if in_block or not line.startswith("<!--"):
            lines.append(line)
    return "\n".join(lines)


class Anchors(Treeprocessor):
    def run(self, root):
        seen = {}
        for heading in (one for one in root.iter() if re.fullmatch("h[1-6]", one.tag)):
            anchor = slug(html.unescape("".join(heading.itertext())))
            count = seen[anchor] = seen.get(anchor, -1) + 1
            heading.set("id", f"{anchor}-{count}" if count else anchor)


class Links(Treeprocessor):
    def __init__(self, source, targets):
        super().__init__()
        self.source = source
        self.targets = targets

    def run(self, root):
        for element in root.iter():
            for attribute in ("href", "src"):
                address = element.get(attribute)
                if address and not ELSEWHERE.match(address):
                    element.set(attribute, self.on_the_site(address))

    def on_the_site(self, address):
        path, mark, anchor = address.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.source), path))
        if file not in self.targets:
            raise Problem(f"{self.source}: the link to {address} leads to no page of the site; link to one that "
                          "docs/site/navigation.yaml lists")
        return self.targets[file] + mark + anchor


class AsOnGitHub(Extension):
    def __init__(self, source, targets):
        super().__init__()
        self.source = source
        self.targets = targets

    def extendMarkdown(self, md):
        # After the inline patterns, which have the priority 20.
        md.treeprocessors.register(Anchors(md), "anchors", 10)
        md.treeprocessors.register(Links(self.source, self.targets), "links", 10)


def with_typed_commands(block):
    """Commands stand out from what they print, and are copied without their prompt."""
    typed = re.sub(r"^\$ (.*)$", r'<span class="prompt">$ </span><kbd>\1</kbd>', block[2], flags=re.MULTILINE)
    return block[1] + typed + block[3]


def html_of(text, source, targets):
    made = markdown.markdown(without_directives(text), extensions=[*EXTENSIONS, AsOnGitHub(source, targets)])
    made = re.sub(r'(<pre><code class="language-console">)(.*?)(</code></pre>)', with_typed_commands, made, flags=re.DOTALL)
    made = made.replace("<pre>", '<pre tabindex="0">')
    made = made.replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')
    return made.replace("<table>", TABLE_START).replace("</table>", TABLE_END)
