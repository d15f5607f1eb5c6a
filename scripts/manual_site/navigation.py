"""Which pages there are, and in which order: docs/site/navigation.yaml."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from .problem import Problem

TABLE = "docs/site/navigation.yaml"
FIRST_PAGE = "index"
GROUPS_TO_BEGIN_WITH = 2
KINDS = ("source", "family", "manual", "made")


@dataclass(frozen=True)
class Page:
    kind: str
    of: str  # the Markdown file, the family, the manual page, or what is made
    title: str  # as the navigation has it
    about: str
    name: str

    @property
    def url(self):
        return f"{self.name}.html"


@dataclass(frozen=True)
class Group:
    title: str
    pages: list


def page_of(row):
    kind, = (kind for kind in KINDS if kind in row)
    of = row[kind]
    names = {"source": PurePosixPath(of).stem.lower(), "family": f"devices-{of}", "manual": of, "made": of}
    return Page(kind, of, row["title"], row.get("about", ""), row.get("name", names[kind]))


def groups_of(root):
    rows = yaml.safe_load((root / TABLE).read_text(encoding="utf-8"))
    groups = [Group(row["group"], [page_of(one) for one in row["pages"]]) for row in rows]
    check_whole(root, groups)
    return groups


def check_whole(root, groups):
    """Nothing is forgotten, and nothing is listed that is not there."""
    there = {"source": {path.relative_to(root).as_posix() for path in [
                 *root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("participants/*.md")]},
             "family": {path.name for path in root.glob("participants/*/")},
             "manual": {path.name for path in root.glob("docs/man/*.[1-8]")}}
    for kind, names in there.items():
        listed = {page.of for group in groups for page in group.pages if page.kind == kind}
        for name in sorted(names - listed):
            raise Problem(f"the {kind} {name} is in no group of {TABLE}; add it where readers look for it")
        for name in sorted(listed - names):
            raise Problem(f"the {kind} {name} of {TABLE} is not there; take it out, or make it")


def pages_of(groups):
    return [page for group in groups for page in group.pages]


def targets_of(root, pages):
    """Where a link to a file of the repository leads on the site."""
    targets = {page.of: page.url for page in pages if page.kind == "source"}
    for picture in sorted(Path(root, "docs/pictures").iterdir()):
        targets[f"docs/pictures/{picture.name}"] = f"pictures/{picture.name}"
    for example in sorted(Path(root, "docs/examples").glob("*.yaml")):
        targets[f"docs/examples/{example.name}"] = f"examples.html#{example.name.replace('.', '')}"
    return targets
