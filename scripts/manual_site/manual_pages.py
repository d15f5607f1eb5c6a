"""Manual pages as mandoc turns them into HTML."""

import re
import subprocess

from .problem import Problem

TEXT = re.compile(r'<div class="manual-text">(.*)</div>\s*<table class="foot">', re.DOTALL)
HEADING = re.compile(r"<h([12]) class=\"S[hs]\"( id=\"[^\"]+\")?>(.*?)</h\1>", re.DOTALL)
REFERENCE = re.compile(r"<b>([\w.-]+)</b>\((\d)\)")
# (what mandoc writes, what is better here)
BETTER = ((r'<a class="permalink" href="[^"]+">(.*?)</a>', r"\1"),
          (r'<p class="Pp"></p>\n', ""),
          (r"\n<br/>\n", "\n"),  # in blocks, which keep their lines anyway
          (r"<pre>", '<pre tabindex="0">'))


def mandoc(path):
    try:
        return subprocess.run(["mandoc", "-T", "html", "-O", "fragment", path], check=True, capture_output=True, text=True,
                              encoding="utf-8").stdout
    except FileNotFoundError:
        raise Problem("mandoc is not there; install the package mandoc") from None
    except subprocess.CalledProcessError as error:
        raise Problem(f"mandoc refuses {path}: {error.stderr.strip()}") from None


def heading(match):
    """One level down, since the name of the page is the first one; without capitals."""
    level, anchor, text = int(match[1]) + 1, match[2] or "", match[3]
    return f"<h{level}{anchor}>{text.capitalize() if text.isupper() else text}</h{level}>"


def html_of(path, pages):
    """`pages` are the names of all manual pages of the site."""
    def reference(match):
        name = f"{match[1]}.{match[2]}"
        return f'<a href="{name}.html">{match[0]}</a>' if name in pages and name != path.name else match[0]

    text = TEXT.search(mandoc(path))[1]
    for pattern, better in BETTER:
        text = re.sub(pattern, better, text, flags=re.DOTALL)
    text = REFERENCE.sub(reference, HEADING.sub(heading, text))
    name, _, section = path.name.rpartition(".")
    return f'<h1>{name}({section})</h1>\n<div class="manual">{text}</div>'
