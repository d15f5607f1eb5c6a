"""The frame around a page's text: its title, the navigation, the pages before and after."""

import html
from string import Template

from .html_text import plain, sections_of
from .navigation import FIRST_PAGE, GROUPS_TO_BEGIN_WITH, pages_of

PROGRAM = "msgflo-foreign-participant"


def entry(page, current, sections):
    title = html.escape(page.title)
    if page is not current:
        return f'<li><a href="{page.url}">{title}</a></li>'
    items = "".join(f'<li><a href="#{anchor}">{html.escape(plain(text), quote=False)}</a></li>\n'
                    for anchor, text in sections)
    is_list = page.kind == "made" or page.name == FIRST_PAGE
    below = f"\n<ul>\n{items}</ul>\n" if len(sections) > 1 and not is_list else ""
    return f'<li><a href="{page.url}" aria-current="page">{title}</a>{below}</li>'


def navigation(groups, current, sections):
    parts = []
    for number, group in enumerate(groups):
        is_open = current in group.pages or (current.name == FIRST_PAGE and number < GROUPS_TO_BEGIN_WITH)
        entries = "\n".join(entry(page, current, sections) for page in group.pages)
        parts.append(f"<details{' open' if is_open else ''}>\n<summary>{html.escape(group.title)}</summary>\n"
                     f"<ul>\n{entries}\n</ul>\n</details>")
    return "\n".join(parts)


def neighbour(pages, place, kind, relation, word):
    if not 0 <= place < len(pages):
        return ""
    page = pages[place]
    return f'<a class="{kind}" rel="{relation}" href="{page.url}"><span>{word}</span> {html.escape(page.title)}</a>\n'


def neighbours(pages, current):
    place = pages.index(current)
    return neighbour(pages, place - 1, "before", "prev", "Before") + neighbour(pages, place + 1, "after", "next", "Next")


class Layout:
    def __init__(self, template, groups):
        self.template = Template(template)
        self.groups = groups
        self.pages = pages_of(groups)

    def page(self, page, content):
        title = PROGRAM if page.name == FIRST_PAGE else f"{page.title} – {PROGRAM}"
        return self.template.substitute(
            title=html.escape(title, quote=False), content=content,
            navigation=navigation(self.groups, page, sections_of(content)), neighbours=neighbours(self.pages, page))
