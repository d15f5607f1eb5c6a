"""The npm package fbp, MsgFlo's own reader of graphs, and this program read the same files in the same way."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.program import binary

HERE = Path(__file__).parent
GRAPHS = sorted(path for path in (HERE / "graphs").iterdir() if path.is_file())
REFUSED = sorted((HERE / "graphs" / "refused").iterdir())
# With names that the FBP language cannot write: the one that it makes of `(a/b/c-d)` is `_a_b/c-d_1`.
NOT_IN_FBP = {"18-nameless.fbp", "40-json-graph-in-brief.json"}


def name_of(path):
    return path.name


def parse(packages, *paths):
    """What the package says of each file."""
    command = ["node", HERE / "parse_fbp.js", *paths]
    env = {**os.environ, "NODE_PATH": str(packages.modules)}
    result = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, check=True)
    answers = map(json.loads, result.stdout.rstrip("\n").split("\n"))
    return {Path(answer["file"]).name: answer for answer in answers}


@pytest.fixture(scope="module")
def reference(packages):
    return parse(packages, *GRAPHS, *REFUSED)


def run(*arguments):
    return subprocess.run([binary(), "graph", *arguments], capture_output=True, encoding="utf-8", timeout=60)


def written(path, form):
    result = run("--format", form, path)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


def parts(graph):
    """What both have to agree on. A process without a component is none for the package."""
    processes = {name: {key: process[key] for key in ("component", "metadata") if process.get(key)}
                 for name, process in graph["processes"].items()}
    return {
        "processes": {name: process for name, process in processes.items() if process},
        "connections": [link for link in graph["connections"] if "src" in link],
        "packets": [link for link in graph["connections"] if "src" not in link],
        "inports": graph.get("inports", {}),
        "outports": graph.get("outports", {}),
        "properties": graph.get("properties", {}),
        "groups": graph.get("groups", []),
    }


def without_metadata(links):
    return [{key: value for key, value in link.items() if key != "metadata"} for link in links]


def test_there_are_as_many_graphs_as_promised():
    assert len(GRAPHS) >= 40 and len(REFUSED) >= 15


@pytest.mark.parametrize("path", GRAPHS, ids=name_of)
def test_both_read_the_same_graph(reference, path):
    assert parts(json.loads(written(path, "json"))) == parts(reference[path.name]["graph"])


@pytest.mark.parametrize("path", [path for path in GRAPHS if path.name not in NOT_IN_FBP], ids=name_of)
def test_the_package_reads_what_this_program_writes(reference, packages, tmp_path, path):
    text = tmp_path / "written.fbp"
    text.write_text(written(path, "fbp"), encoding="utf-8", newline="")
    theirs = parse(packages, text)["written.fbp"]
    assert "graph" in theirs, theirs["error"]
    again, first = parts(theirs["graph"]), parts(reference[path.name]["graph"])
    for kind in ("connections", "packets"):
        assert without_metadata(again[kind]) == without_metadata(first[kind])
    for kind in ("inports", "outports"):
        assert {name: (port["process"], port["port"]) for name, port in again[kind].items()} \
            == {name: (port["process"], port["port"]) for name, port in first[kind].items()}
    assert {name: process.get("component") for name, process in again["processes"].items()} \
        == {name: process.get("component") for name, process in first["processes"].items()}


@pytest.mark.parametrize("path", GRAPHS, ids=name_of)
def test_what_is_written_reads_equal_again(tmp_path, path):
    copy = tmp_path / "copy.json"
    copy.write_text(written(path, "json"), encoding="utf-8", newline="")
    assert written(copy, "json") == copy.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", REFUSED, ids=name_of)
def test_both_refuse_the_same_text(reference, path):
    assert "error" in reference[path.name]
    result = run("--format", "json", path)
    assert result.returncode == 78, result.stdout
    first = result.stderr.splitlines()[0]
    assert f"{path.name}:" in first and ": error: " in first
