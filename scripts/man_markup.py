"""Turns the Markdown of docs/man/src into the man(7) macros of manual pages.

Of Markdown there are headings, paragraphs, `- ` lists, fenced blocks, `literals`, *placeholders* and links to places of
the same page, of which only the text stays. Comments are left out. What is more:

  TERM            A definition; further lines that begin with `: ` are further paragraphs of it.
  : text

Items and definitions without a blank line between them stand close together. In the section SYNOPSIS each line is a
way to call a program, which begins with a literal. The first line of a page is `# NAME[, NAME...](SECTION): meaning`.
References to other pages, such as mosquitto(8), and names that contain `msgflo-` become bold by themselves.
"""

import re
import textwrap

INLINE = re.compile(r"`(?P<literal>[^`]+)`|\*(?P<placeholder>[^*\s]+)\*|\[(?P<link>[^]]+)\]\(#[^)]*\)"
                    r"|(?P<page>[\w.@-]+)(?P<section>\([1-8]\))|(?P<name>[\w./]*msgflo-[\w./-]*\w)")
SPECIAL = {"\\": r"\e", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", "-": r"\-", "…": r"...\&"}
FIXED_SPACE = r"\~"
# No hyphenation, also after blocks; no justification; no wider space after a sentence.
AS_WRITTEN = [".nr HY 0", ".nh", ".ad l", ".ss 12 0"]
TITLE = re.compile(r"# ([\w., -]+)\((\d)\): (.+)")


def literal(text):
    return "".join(SPECIAL.get(one, one) for one in text)


def piece(match):
    if match["literal"]:
        return rf"\fB{literal(match['literal']).replace(' ', FIXED_SPACE)}\fP"
    if match["placeholder"]:
        return rf"\fI{literal(match['placeholder'])}\fP"
    return match["link"] or rf"\fB{literal(match['page'] or match['name'])}\fP{match['section'] or ''}"


def inline(text):
    parts, end = [], 0
    for match in INLINE.finditer(text):
        parts += [text[end:match.start()].replace("\\", r"\e"), piece(match)]
        end = match.end()
    return "".join([*parts, text[end:].replace("\\", r"\e")])


def guarded(line):
    """One that is no macro, whatever it begins with."""
    return rf"\&{line}" if line.startswith((".", "'")) else line


def filled(text):
    lines = textwrap.wrap(inline(text), 80, break_long_words=False, break_on_hyphens=False)
    return [guarded(line) for line in lines]


def block(lines):
    """As it stands; what is typed is bold."""
    shown = [re.sub(r"^\$ (.+)$", r"$ \\fB\1\\fP", literal(line)) for line in lines]
    return [".PP", ".RS 4", ".EX", *map(guarded, shown), ".EE", ".RE"]


def synopsis(lines):
    made = []
    for line in lines:
        name, _, rest = line.removeprefix("`").partition("`")
        made += [f'.SY "{literal(name)}"', inline(rest.strip()) or r"\&"]
    return [*made, ".YS"]


def items(made):
    """Lists of macros, one list for each item, without space between them."""
    first, *others = made
    return [*first, ".PD 0", *(line for item in others for line in item), ".PD"] if others else first


def bullets(lines):
    return items([[r".IP \(bu 2", *filled(line.removeprefix("- "))] for line in lines])


def definitions(lines):
    made = []
    for line in lines:
        if not line.startswith(": "):
            made.append([".TP 7", guarded(inline(line))])
        else:
            made[-1] += [*([".IP"] if len(made[-1]) > 2 else []), *filled(line.removeprefix(": "))]
    return items(made)


def paragraph(lines, section):
    if section == "SYNOPSIS":
        return synopsis(lines)
    if lines[0].startswith("- "):
        return bullets(lines)
    if len(lines) > 1 and lines[1].startswith(": "):
        return definitions(lines)
    return [".PP", *filled(" ".join(lines))]


def blocks_of(markdown):
    """(kind, its lines): a heading, a fenced block or a paragraph of any kind."""
    fence, paragraph_lines = None, []
    for line in [*markdown.splitlines(), ""]:
        if fence is not None:
            if line == "```":
                yield "block", fence
                fence = None
            else:
                fence.append(line)
            continue
        special = not line or line.startswith(("#", "```", "<!--"))
        if special and paragraph_lines:
            yield "paragraph", paragraph_lines
            paragraph_lines = []
        if line.startswith("```"):
            fence = []
        elif line.startswith("#"):
            yield "heading", [line]
        elif not special:
            paragraph_lines.append(line)


def body(markdown):
    made, section = [], ""
    for kind, lines in blocks_of(markdown):
        if kind == "block":
            made += block(lines)
        elif kind == "paragraph":
            made += paragraph(lines, section)
        elif lines[0].startswith("## "):
            section = lines[0][3:]
            made.append(f".SH {section}")
        else:
            made.append(f".SS {inline(lines[0][4:])}")
    # The first paragraph of a section needs no macro.
    pairs = zip(["", *made], made)
    return [line for before, line in pairs if line != ".PP" or not before.startswith((".SH", ".SS"))]


def title_of(markdown):
    """(names, section, meaning)"""
    names, section, meaning = TITLE.match(markdown).groups()
    return names.split(", "), section, meaning


def manual_page(markdown, date, source):
    """`source` is what the page came with, e.g. a program and its version."""
    names, section, meaning = title_of(markdown)
    # The date has a place of its own in the middle, where it would run into long names.
    lines = [f'.TH {names[0].upper()} {section} "" "{source}, {date}" ""', *AS_WRITTEN, ".SH NAME",
             rf"{', '.join(map(literal, names))} \- {meaning}", *body(markdown.partition("\n")[2])]
    text = "".join(f"{line}\n" for line in lines)
    assert text.isascii(), f"{names[0]}: {[one for one in text if not one.isascii()]}"
    return text
