"""What the program's `--help`s say, taken apart."""

import re
import subprocess
from dataclasses import dataclass

PROGRAM = "msgflo-foreign-participant"
DROP_INS = ("msgflo-register", "msgflo-register-foreign")


@dataclass(frozen=True)
class Form:
    command: str
    arguments: str
    meaning: str


@dataclass(frozen=True)
class Option:
    name: str
    argument: str
    meaning: str


@dataclass(frozen=True)
class Help:
    forms: list
    paragraphs: list
    options: list
    exit_codes: list  # (code, meaning)


def printed(program, words):
    """What the program prints when it is called like that."""
    return subprocess.run([*words, "--help"], executable=program, check=True, capture_output=True, text=True).stdout


def forms_of(text):
    lines = text.splitlines()
    forms = []
    for usage, meaning in zip(lines[::2], lines[1::2]):
        command, _, arguments = usage.removeprefix(f"{PROGRAM} ").partition(" ")
        forms.append(Form(command, arguments, meaning.strip()))
    return forms


def help_of(program, command):
    """The help of a command, or of the program under another name."""
    text = printed(program, [command] if command in DROP_INS else [PROGRAM, command])
    about, _, rest = text.partition("\nOptions:\n")
    options, _, codes = rest.partition("\nExit codes:\n")
    usage, *paragraphs = about.rstrip("\n").split("\n\n")
    found = re.findall(r"^  --(\S+)(?: (\S+))? {2,}(.+)$", options, re.MULTILINE)
    codes = re.findall(r"^ *(\d+)  (.+)$", codes, re.MULTILINE)
    return Help(forms_of(usage), [" ".join(one.split()) for one in paragraphs],
                [Option(*one) for one in found], [(int(code), meaning) for code, meaning in codes])


def commands_of(program):
    """The names in the order of `--help`, after `run`, which may be left out."""
    names = re.findall(rf"^(?:{PROGRAM}|) +([a-z]+)(?= .*  )", printed(program, [PROGRAM]), re.MULTILINE)
    return ["run", *dict.fromkeys(names)]
