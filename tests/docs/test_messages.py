"""The messages that the page of cures names are the program's own."""

import re

import pytest
from document import ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
SOURCES = re.sub(r'"\s*"', "", "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.cpp")))


def named_messages():
    """The first column of the tables for files and the service, and the headings for the broker."""
    for section in re.findall(r"^## (?:The service|In a file)$.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    broker = PAGE.partition("\n## With the broker\n")[2].partition("\n## ")[0]
    yield from re.findall(r"^### (.+)$", broker, re.MULTILINE)


@pytest.mark.parametrize("message", named_messages())
def test_it_is_one_of_the_program(message):
    for piece in message.split("…"):
        assert piece in SOURCES, piece
