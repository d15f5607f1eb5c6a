"""What the documentation shows is what happens: its files are checked, its commands are run, its links lead somewhere."""

import json
import re
import shlex

import pytest
import yaml
from document import DOCUMENTS, EDITOR, ROOT, all_fit, commands_of, fits, installed_steps, steps_of
from terminal import Terminal

OK, CONFIG = 0, 78
UNIT = r"msgflo-foreign-participant(@[\w-]+)?|mosquitto"
INSTALLED_FILES = re.compile(
    r"/etc/msgflo-foreign-participant(/(devices\.yaml|devices\.d(/[\w-]+\.yaml)?|broker-password))?|"
    r"/etc/mosquitto(/conf\.d/house\.conf|/passwd|/acl)?|/var/lib/m(sgflo-foreign-participant|osquitto)|"
    r"/etc/systemd/journald\.conf\.d(/memory\.conf)?|/etc/default/msgflo-foreign-participant")
INSTALLED_COMMANDS = [re.compile(form) for form in (
    r"sudo apt install( [\w.*/-]+)+",
    rf"sudo systemctl (start|restart|reload|(enable|disable) --now)( ({UNIT}|systemd-journald))+",
    rf"systemctl status ({UNIT})",
    rf"journalctl -u ({UNIT}) -o cat( -[nf] ?\d*)?",
    r"sudo nano /\S+",
    r"sudo mosquitto_passwd( -c)? \S+ [\w-]+",
    r"sudo (chown mosquitto|chgrp _msgflo|chmod \d+|mkdir -p) \S+",
    r"sudo tar czf [\w.-]+( \S+)+",
    r"(sudo )?msgflo-foreign-participant .+",
    r"npm install msgflo|node_modules/\.bin/msgflo(-setup)? .+",
    r"uname -m|dpkg --print-architecture")]
PROBLEM = re.compile(": (error|warning): ")
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
    name = name.removeprefix("/")
    if original:
        assert (ROOT / original).read_text(encoding="utf-8") == step.text, f"line {step.line} is not {original}"
    terminal.write(name, step.text)
    argument = shlex.quote(name)
    if word == "definition":
        argument = f"--role example:{argument}"
    code, output = terminal.run(f"msgflo-foreign-participant check {argument}")
    if code == OK and re.search(r"^ *examples:$", step.text, re.MULTILINE):
        code, output = terminal.run(f"msgflo-foreign-participant test {argument}")
    problems = [line for line in output if PROBLEM.search(line)]
    story = f"line {step.line}:\n" + "\n".join(output)
    if word.startswith("wrong"):
        assert problems, story
        assert code == (CONFIG if any(": error: " in problem for problem in problems) else OK), story
        for problem in problems:
            assert any(fits(shown, problem) for shown in whole_text.splitlines() if PROBLEM.search(shown)), story
    else:
        assert code == OK and not problems, story


def check_console(terminal, step):
    for command in commands_of(step):
        if ("stays", None) in step.directives:
            terminal.start(command.text, command.output)
            continue
        _, output = terminal.run(command.text)
        expected, real = "\n".join(command.output), "\n".join(output)
        assert all_fit(command.output, output), \
            f"line {step.line}: $ {command.text}\nshown:\n{expected}\nreal:\n{real}"


def check_on_the_installed_system(terminal, step):
    for command in commands_of(step):
        words = command.text.removeprefix("sudo ").split()
        if words[0] == "msgflo-foreign-participant":
            _, output = terminal.run_installed(command.text)
            assert all_fit(command.output, output), f"line {step.line}: $ {command.text}\n" + "\n".join(output)
        elif words[:2] == ["systemctl", "status"] or words[0] == "journalctl":
            terminal.check_service(command.text, command.output)


def check_home_assistant(terminal, step, devices):
    """What it listens to is an outport's queue, what it commands an inport's."""
    _, printed = terminal.run(f"msgflo-foreign-participant print {shlex.quote(devices)}")
    payloads = [json.loads(line)["payload"] for line in printed]
    for key, kind in (("state_topic", "outports"), ("command_topic", "inports")):
        queues = {port["queue"] for payload in payloads for port in payload[kind]}
        named = set(re.findall(rf"\b{key}: (\S+)", step.text))
        assert named <= queues, f"line {step.line}: {named - queues}"
    assert yaml.safe_load(step.text), f"line {step.line}"


def carry_out(terminal, word, argument):
    if word == "broker":
        terminal.use_broker(argument)
    elif word == "as the service":
        terminal.start_service(argument)
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
            if word == "home assistant":
                check_home_assistant(terminal, step, argument)
            else:
                check_file(terminal, step, word, argument, whole_text)
        elif ("on the installed system", None) in step.directives:
            check_on_the_installed_system(terminal, step)
        elif step.kind == "console":
            check_console(terminal, step)
        elif step.kind == "directive":
            carry_out(terminal, *step.directives[0])
        elif step.directives:
            [(_, argument)] = step.directives
            terminal.write(argument.removeprefix("/"), step.text)
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


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_for_the_installed_system_have_a_known_form(path):
    steps = steps_of(path)
    for step, following in zip(steps, steps[1:] + steps[-1:]):
        if ("on the installed system", None) not in step.directives:
            continue
        commands = [command.text for command in commands_of(step)]
        for command in commands:
            assert any(form.fullmatch(command) for form in INSTALLED_COMMANDS), f"line {step.line}: {command}"
            for file in re.findall(r" (/\S+)", command):
                assert INSTALLED_FILES.fullmatch(file), f"line {step.line}: {file}"
        for command in commands[:-1]:
            assert not command.startswith(EDITOR), f"line {step.line}: the file follows its editor"
        if commands[-1].startswith(EDITOR):
            [(word, file)] = following.directives
            assert word.endswith("installed file") and file == commands[-1].removeprefix(EDITOR), f"line {step.line}"


def test_the_first_device_can_be_followed_on_an_installed_system():
    """scripts/package-test does so."""
    steps = installed_steps(ROOT / "docs" / "first-device.md")
    assert steps[0].target.startswith("sudo apt install ") and "./msgflo-foreign-participant_*.deb" in steps[0].target
    assert "/etc/msgflo-foreign-participant/devices.yaml" in [step.target for step in steps if step.kind == "write"]
    assert [step for step in steps if "msgflo-foreign-participant bind " in step.target]
    assert not [step for step in steps if step.target.startswith(EDITOR)]


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


FOLDERS = sorted({path.parent for path in (ROOT / "src").rglob("*.[ch]pp")})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_each_folder_of_sources_says_what_lives_there(folder):
    """In at most 15 lines; the files that it names exist, in the folder or below src."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 15
    for name in re.findall(r"`([\w/]+\.[ch]pp)`", text):
        assert (folder / name).exists() or (ROOT / "src" / name).exists(), name
