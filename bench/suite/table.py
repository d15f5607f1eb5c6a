"""The table: a figure a row, a relay a column, then the noise, the goal and whether this run met it."""

from statistics import median

from .figures import PROGRAM
from .relays import TITLES

NOISE_RELAY = "naive-again"
MISSING = "-"


class Medians:
    def __init__(self, figures, samples):
        self.figures = {figure.name: figure for figure in figures}
        self.samples = samples

    def values(self, name, relay):
        figure = self.figures.get(name)
        samples = self.samples.get((figure.experiment, relay), []) if figure else []
        return [figure.value(sample) for sample in samples if figure.key in sample]

    def of(self, name, relay):
        """None when it was not measured, or the relay has no such figure (no relay uses no CPU)."""
        values = self.values(name, relay)
        return self.figures[name].of_rounds(values) if values else None

    def noise(self, name):
        """How far the naive relay is from itself, as a share: the median of the rounds. The difference of two medians
        would often be near nothing by chance."""
        pairs = zip(self.values(name, "naive"), self.values(name, NOISE_RELAY))
        differences = [abs(second / first - 1) for first, second in pairs if first]
        return median(differences) if differences else None

    def verdict(self, figure):
        value = self.of(figure.name, PROGRAM)
        limit = figure.goal.limit(self.of) if figure.goal else None
        if value is None or limit is None:
            return MISSING
        if (value >= limit) if figure.more_is_better else (value <= limit):
            return "met"
        if min(value, limit) == 0:
            return "missed"
        short_by = limit / value - 1 if figure.more_is_better else value / limit - 1
        return f"missed by {short_by:.1%}".replace("%", " %")


def number(figure, value):
    return MISSING if value is None else f"{value:,.{figure.digits}f}"


def row_of(figure, relays, medians):
    noise = medians.noise(figure.name)
    return [
        figure.title,
        *(number(figure, medians.of(figure.name, relay)) for relay in relays),
        MISSING if noise is None else f"{noise:.1%}".replace("%", " %"),
        figure.goal.text if figure.goal else MISSING,
        medians.verdict(figure),
    ]


def aligned(rows, left_columns):
    widths = [max(map(len, column)) for column in zip(*rows)]

    def cell(text, place):
        return text.ljust(widths[place]) if place in left_columns else text.rjust(widths[place])

    return ["  ".join(cell(text, place) for place, text in enumerate(row)).rstrip() for row in rows]


def flaws(samples):
    """A relay that lost or doubled messages was not measured at the work of the others, so it is said."""
    lines = []
    for (experiment, relay), turns in samples.items():
        for key, verb in (("lost", "lost"), ("repeated", "doubled")):
            count = sum(sample.get(key, 0) for sample in turns)
            if count:
                lines.append(f"{TITLES[relay]} {verb} {count:,} messages: {experiment}")
    return lines


def table(figures, relays, samples, effort):
    medians = Medians(figures, samples)
    columns = [relay for relay in relays if relay != NOISE_RELAY]
    head = ["", *(TITLES[relay] for relay in columns), "noise", "goal", "this run"]
    rows = [head, *(row_of(figure, columns, medians) for figure in figures)]
    lines = aligned(rows, left_columns={0, len(head) - 2, len(head) - 1})
    note = f"medians of {effort.rounds}; noise: the naive relay against itself in the same round; MB: 1,000,000 bytes"
    return "\n".join([*lines, note, *flaws(samples)])
