"""The site that scripts/make-site makes: whole, linked, readable without network and scripts, and the same each time."""

import html
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from document import ROOT
from support.definitions import Definition, names
from support.program import binary

VOID = {"meta", "link", "br", "img", "hr", "col"}
EXTERNAL = re.compile(r"[a-z]+:|//")


class Page(HTMLParser):
    """What of a page the tests look at. Fails when the elements do not close each other."""

    def __init__(self, path):
        super().__init__()
        self.name = path.name
        self.open, self.starts, self.links, self.resources, self.ids = [], [], [], [], []
        self.texts = {"h1": "", "title": "", "all": ""}
        self.feed(path.read_text(encoding="utf-8"))
        assert not self.open, f"{self.name}: {self.open} stay open"

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.starts.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        else:
            self.resources += [attributes[key] for key in ("href", "src") if key in attributes]

    def handle_startendtag(self, tag, attributes):
        self.starts.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"{self.name}:{self.getpos()[0]}: </{tag}> ends {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        self.texts["all"] += data
        for tag in ("h1", "title"):
            if tag in self.open:
                self.texts[tag] += data

    def count(self, tag):
        return sum(one == tag for one, _ in self.starts)


def make(folder, root=ROOT, **options):
    return subprocess.run([sys.executable, "-B", root / "scripts" / "make-site", folder], capture_output=True, text=True,
                          **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "html"
    made = make(folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def pages(folder):
    return {path.name: Page(path) for path in sorted(folder.glob("*.html"))}


@pytest.fixture
def copy(tmp_path):
    """The part of the repository that the site is made of."""
    root = tmp_path / "copy"
    for part in ("docs", "participants", "scripts", "tests/support"):
        shutil.copytree(ROOT / part, root / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.glob("*.md"):
        shutil.copy(path, root)
    return root


def test_each_page_is_well_formed(pages):
    for name, page in pages.items():
        assert page.count("h1") == 1 and page.texts["h1"].strip(), name
        assert page.count("main") == 1 and page.count("header") == 1, name
        assert dict(page.starts)["html"] == {"lang": "en"}, name
        assert len(page.ids) == len(set(page.ids)), f"{name}: {sorted(one for one in page.ids if page.ids.count(one) > 1)}"
        assert all(attributes.get("alt") for tag, attributes in page.starts if tag == "img"), name


def test_titles_tell_the_pages_apart(pages):
    titles = [page.texts["title"] for page in pages.values()]
    assert all(titles) and len(set(titles)) == len(titles)


def test_pages_need_no_script_and_no_network(folder, pages):
    for name, page in pages.items():
        assert page.count("script") == 0, name
        assert not [one for one in page.resources if EXTERNAL.match(one)], name
        assert not [key for _, attributes in page.starts for key in attributes if key.startswith("on")], name
    assert not re.search(r"@import|url\(", (folder / "style.css").read_text())


def test_each_link_leads_somewhere(folder, pages):
    wrong = []
    for name, page in pages.items():
        for address in page.links + page.resources:
            if EXTERNAL.match(address):
                continue
            path, _, anchor = unquote(address).partition("#")
            target = path or name
            if not (folder / target).is_file() or (anchor and anchor not in pages[target].ids):
                wrong.append(f"{name}: {address}")
    assert not wrong


def test_each_page_leads_to_all_others(pages):
    for name, page in pages.items():
        assert set(pages) <= set(page.links), name


def test_pages_hold_no_control_characters(folder):
    for path in folder.glob("*.html"):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", path.read_text(encoding="utf-8")), path.name


def test_nothing_of_the_sources_is_left(folder):
    """Comments for the tests, Markdown's own marks, lines of a list that ran into a paragraph."""
    for path in folder.glob("*.html"):
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for mark in (r"<!--", r"```", r"\]\(", r"\*\*", r"^\| ", r"<p>[^<]*\n[-*] "):
            assert not re.search(mark, text, re.MULTILINE), f"{path.name}: {mark}"


def sections_of_definitions(folder):
    found = {}
    for path in folder.glob("devices-*.html"):
        for section in re.findall(r'<section class="definition">.*?</section>', path.read_text(encoding="utf-8"), re.DOTALL):
            found[re.search(r'<h2 id="[^"]*">(.*?)</h2>', section)[1]] = section
    return found


def test_each_definition_is_there_with_all_its_ports(folder):
    sections = sections_of_definitions(folder)
    assert sorted(sections) == names()
    for name, section in sections.items():
        table = section[section.index("</figure>"):section.index("<h3>Messages")]
        drawn = re.findall(r'<text class="port[^"]*"[^>]*>(.*?)</text>', section)
        definition = Definition(name)
        ports = [*definition.ports["inports"], *definition.ports["outports"]]
        assert sorted(drawn) == sorted(ports), name
        shown = re.findall(r"<tr><td><code>(.*?)</code>", table)
        assert sorted(shown) == sorted([*ports, *definition.parameters]), name
        topics = re.findall(r'<span class="below">([^<]*)</span></td></tr>', table)
        assert topics == [port["topic"] for kind in definition.ports for port in definition.ports[kind].values()], name


@pytest.mark.parametrize("name", ["tasmota/plug", "generic/json-sensor", "rtl_433/sensor", "zigbee2mqtt/thermostat"])
def test_a_definition_is_told_as_the_program_tells_it(folder, name):
    shown = subprocess.run([binary(), "library", "show", name], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    section = html.unescape(re.sub(r"<[^>]+>", "", sections_of_definitions(folder)[name]))
    told, _, lines = shown.partition("in devices.yaml\n  participants:\n")
    assert lines.strip() and lines.strip() in section
    for entry in re.findall(r"^  (\w+) {2,}(?:\w+ {2,})?(.+)$", told, re.MULTILINE):
        port, meaning = entry
        assert port in section and re.sub(r" \([^()]*\)$", "", meaning) in section, entry


def test_two_runs_give_the_same_bytes(folder, copy, tmp_path):
    again = tmp_path / "again"
    assert make(again, copy).returncode == 0
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert not [path for path in files if (folder / path).read_bytes() != (again / path).read_bytes()]


@pytest.mark.parametrize("path, why", [
    ("docs/forgotten.md", "error: the source docs/forgotten.md is in no group of docs/site/navigation.yaml"),
    ("participants/acme/lamp.yaml", "error: the family acme is in no group of docs/site/navigation.yaml"),
    ("docs/man/msgflo.8", "error: the manual msgflo.8 is in no group of docs/site/navigation.yaml"),
])
def test_a_page_that_is_not_listed_is_refused(copy, tmp_path, path, why):
    (copy / path).parent.mkdir(exist_ok=True)
    (copy / path).write_text("# Forgotten\n")
    made = make(tmp_path / "html", copy)
    assert made.returncode == 1 and made.stderr.startswith(why)
    assert not (tmp_path / "html").exists()


def test_a_page_that_is_gone_is_missed(copy, tmp_path):
    (copy / "docs" / "errors.md").unlink()
    made = make(tmp_path / "html", copy)
    assert made.returncode == 1 and made.stderr.startswith("error: the source docs/errors.md of ")


def test_a_link_to_no_page_is_refused(copy, tmp_path):
    with open(copy / "docs" / "broker.md", "a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md#at-all)\n")
    made = make(tmp_path / "html", copy)
    assert made.returncode == 1
    assert made.stderr.startswith("error: docs/broker.md: the link to nowhere.md#at-all leads to no page of the site")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "precious").write_text("mine")
    made = make(tmp_path)
    assert made.returncode == 1 and "is not empty; remove it or name another folder" in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_without_mandoc_nothing_is_made(tmp_path):
    made = make(tmp_path / "html", env={"PATH": str(tmp_path)})
    assert made.returncode == 1 and made.stderr == "error: mandoc is not there; install the package mandoc\n"
    assert not (tmp_path / "html").exists()
