"""Pieces of HTML that several kinds of pages have."""

import html
import re

TABLE_START = '<div class="table" tabindex="0" role="group" aria-label="Table"><table>'
TABLE_END = "</table></div>"


def code(text):
    return f"<code>{html.escape(text, quote=False)}</code>"


def block(text):
    return f'<pre tabindex="0"><code>{html.escape(text, quote=False)}</code></pre>'


def table(heads, rows, kind=""):
    """Of cells that are HTML; `kind` is a class of the stylesheet."""
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    start = TABLE_START.replace("<table>", f'<table class="{kind}">') if kind else TABLE_START
    return f"{start}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n{TABLE_END}\n"


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def slug(heading):
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sections_of(content):
    """(anchor, heading as HTML) of each section of a page."""
    return re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', content, re.DOTALL)
