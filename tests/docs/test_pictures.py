"""Pictures that the program draws show what their files say."""

import json
import re
import subprocess

from document import ROOT
from support.program import binary


def test_the_picture_of_the_house_is_that_of_its_files():
    """The words in it; where graphviz puts them is its own affair."""
    graph = subprocess.run([binary(), "graph", "--format", "json", "house.yaml", "house-edges.yaml"], cwd=ROOT / "docs" / "examples",
                           capture_output=True, check=True)
    declared = json.loads(graph.stdout)
    words = set(declared["processes"]) | {process["component"] for process in declared["processes"].values()}
    for connection in declared["connections"]:
        words |= {connection["src"]["port"], connection["tgt"]["port"]}
    picture = (ROOT / "docs" / "pictures" / "house.svg").read_text(encoding="utf-8")
    drawn = {re.sub("&#45;", "-", text).strip() for text in re.findall(r"<text[^>]*>([^<]+)</text>", picture)}
    assert drawn - {""} == words
