"""The example files on one page."""

import html

from .html_text import block, slug


def html_of(page, folder):
    parts = [f'<h1>{html.escape(page.title)}</h1>\n<p class="lead">{html.escape(page.about)}</p>\n']
    for path in sorted(folder.glob("*.yaml")):
        parts.append(f'<h2 id="{slug(path.name)}">{path.name}</h2>\n{block(path.read_text(encoding="utf-8"))}\n')
    return "".join(parts)
