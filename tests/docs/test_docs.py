"""What the documentation shows is what happens: its files are checked, its commands are run, its links lead somewhere."""

import json
import re
import shlex

import pytest
from document import DOCUMENTS, ROOT, all_fit, commands_of, fits, steps_of
from terminal import Terminal

OK, CONFIG = 0, 78
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


@pytest.fixture
def terminal(tmp_path):
    terminal = Terminal(tmp_path)
    try:
        yield terminal
    finally:
        terminal.finish()


def check_file(terminal, step, word, argument, whole_text):
    name, _, original = argument.partition(" = ")
    if original:
        assert (ROOT / original).read_text(encoding="utf-8") == step.text, f"line {step.line} is not {original}"
    terminal.write(name, step.text)
    argument = shlex.quote(name)
    if word == "definition":
        argument = f"--role example:{argument}"
    code, output = terminal.run(f"msgflo-foreign-participant check {argument}")
    if code == OK and re.search(r"^ *examples:$", step.text, re.MULTILINE):
        code, output = terminal.run(f"msgflo-foreign-participant test {argument}")
    story = f"line {step.line}:\n" + "\n".join(output)
    if word == "wrong":
        assert code == CONFIG, story
        errors = [line for line in output if ": error: " in line]
        assert errors, story
        for error in errors:
            assert any(fits(shown, error) for shown in whole_text.splitlines() if ": error: " in shown), story
    else:
        assert code == OK and not any(": warning: " in line for line in output), story


def check_console(terminal, step):
    for command in commands_of(step):
        if ("stays", None) in step.directives:
            terminal.start(command.text, command.output)
            continue
        _, output = terminal.run(command.text)
        expected, real = "\n".join(command.output), "\n".join(output)
        assert all_fit(command.output, output), \
            f"line {step.line}: $ {command.text}\nshown:\n{expected}\nreal:\n{real}"


def carry_out(terminal, word, argument):
    if word == "broker":
        terminal.use_broker(argument)
    elif word == "hidden stays":
        command, _, line = argument.partition(" => ")
        terminal.start(command, [line])
    else:
        code, output = terminal.run(argument)
        assert code == OK, output


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_what_is_shown_is_what_happens(terminal, path):
    whole_text = path.read_text(encoding="utf-8")
    for step in steps_of(path):
        if step.kind == "yaml":
            [(word, argument)] = step.directives
            check_file(terminal, step, word, argument, whole_text)
        elif step.kind == "console":
            check_console(terminal, step)
        elif step.kind == "directive":
            carry_out(terminal, *step.directives[0])
        else:
            assert step.kind in ("sh", "text"), f"line {step.line}: nobody tests ```{step.kind}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_that_are_not_run_here_exist(path):
    """```sh blocks build and test the repository itself."""
    presets = {preset["name"] for preset in json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]}
    known = {"cmake", "sudo", "ctest", "build/release/tests/unit_tests", "python3", "MFP_BINARY=build/debug/msgflo-foreign-participant"}
    for step in steps_of(path):
        for line in step.text.splitlines() if step.kind == "sh" else []:
            word = line.split()[0] if line.split() else "cmake"
            assert word in known or (ROOT / word).is_file(), f"line {step.line}: {line}"
            assert set(re.findall(r"--preset (\S+)", line)) <= presets, f"line {step.line}: {line}"


def anchors_of(path):
    """As GitHub makes them from headings."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_lead_somewhere(path):
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors_of(linked), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_places_in_the_repository_exist(path):
    """`src/…`, `tests/…` and the like in backticks."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for place in re.findall(r"`((?:src|tests|scripts|docs|bench)/[\w./*{},-]*)`", text):
        assert list(ROOT.glob(place.rstrip("/"))), place
