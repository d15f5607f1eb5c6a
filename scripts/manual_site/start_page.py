"""The start page: what the README says to those who use the program, and where to go."""

import html
import re

from .html_text import slug
from .navigation import GROUPS_TO_BEGIN_WITH
from .problem import Problem

# For those who have the source in front of them, and what the site's own list does better.
NOT_HERE = ("Two commands", "Where next")


def without_sections(text):
    first, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    titles = [section.splitlines()[0].removeprefix("## ") for section in sections]
    for title in NOT_HERE:
        if title not in titles:
            raise Problem(f"README.md has no section '{title}'; take it out of NOT_HERE in "
                          "scripts/manual_site/start_page.py")
    return first, "".join(section for title, section in zip(titles, sections) if title not in NOT_HERE)


def card(page):
    return f'<li><a href="{page.url}">{html.escape(page.title)}</a> <span>{html.escape(page.about)}</span></li>\n'


def where_to_go(groups):
    parts = []
    for group in groups:
        cards = "".join(card(page) for page in group.pages if page.about)
        if cards:
            title = f'<h2 id="{slug(group.title)}">{html.escape(group.title)}</h2>'
            parts.append(f'{title}\n<ul class="cards">\n{cards}</ul>\n')
    return "".join(parts)


def html_of(readme, groups, to_html):
    introduction, rest = without_sections(readme)
    first, others = groups[:GROUPS_TO_BEGIN_WITH], groups[GROUPS_TO_BEGIN_WITH:]
    return to_html(introduction) + where_to_go(first) + to_html(rest) + where_to_go(others)
