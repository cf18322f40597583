"""voice panels: numbered panels for a citizens' jury, from quotas and volunteers, and everybody's chance to sit."""

from __future__ import annotations

import argparse
import re
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition import Dropout, Panels, Pool, Progress, Watch
    from chapitre.chapters.voice.methods.sortition.alternates import Lists

METHODS = ("leximin", "maximin", "nash", "goldilocks", "random")
STAGES = {
    "levels": ("chances", "chances"),
    "panels": ("panels", "panels"),
    "proof": ("preuve", "proof"),
    "lottery": ("loterie", "lottery"),
    "alternates": ("suppléances", "alternates"),
}
SAYS = {
    "counts": ("--seats et --panels comptent à partir de 1", "--seats and --panels count from 1"),
    "none": ("--alternates compte à partir de 0", "--alternates counts from 0"),
    "simple": (
        "le tirage simple n’a trouvé aucun panel ; essayez --method leximin",
        "the simple draw found no panel; try --method leximin",
    ),
    "files": ("les fichiers sont à corriger :", "the files are to be corrected:"),
    "rate": (
        "--dropout est un taux de 0 à 1, comme 0.15, ou un fichier category,feature,rate",
        "--dropout is a rate from 0 to 1, as 0.15, or a file category,feature,rate",
    ),
    "rates": ("le fichier des départs est à corriger :", "the file of departures is to be corrected:"),
    "impossible": (
        "aucun panel de {seats} ne peut se former parmi ces {people} volontaires",
        "no panel of {seats} can be formed among these {people} volunteers",
    ),
    "change": (
        "  {category} « {value} » : de {least} à {most}, au lieu de {less} à {more}",
        "  {category} “{value}”: {least} to {most}, instead of {less} to {more}",
    ),
    "beyond": (" (au-delà de min_flex et max_flex)", " (beyond min_flex and max_flex)"),
    "relax": (
        "aucun panel ne tient ces quotas ; le plus petit changement qui le permet{limit} :",
        "no panel meets these quotas; the smallest change that lets one{limit}:",
    ),
    "bar": (" · borne {bound:.4%}, écart {gap:.1e}", " · bound {bound:.4%}, gap {gap:.1e}"),
    "made": (
        "{panels} panels de {seats} parmi {respondents} volontaires, en {took} s",
        "{panels} panels of {seats} among {respondents} volunteers, in {took} s",
    ),
    "aims": (
        "chances visées : de {low} à {high} ; Gini {index}",
        "chances aimed at: {low} to {high}; Gini {index}",
    ),
    "gap": (
        "écart à l’optimum : {most:.1e} au plus, certificat dans certificate.json",
        "distance to the optimum: {most:.1e} at most, certificate in certificate.json",
    ),
    "percent": ("{number} %", "{number}%"),
    "listed": (
        "suppléances : {count} par panel ; perte attendue {loss_with}, sans elles {loss_without}",
        "alternates: {count} a panel; expected loss {loss_with}, without them {loss_without}",
    ),
    "stopped": (
        "arrêté avant la fin : c’est le meilleur trouvé jusque-là, marqué « stopped » dans report.json",
        "stopped before the end: this is the best so far, marked “stopped” in report.json",
    ),
    "where": ("graine : {seed} ; fichiers dans {folder}", "seed: {seed}; files in {folder}"),
    "published": (
        "chances publiées : à {off:.1e} près, au moins {floor}",
        "published chances: within {off:.1e}, at least {floor}",
    ),
}
RATE = re.compile(r"0(?:[.,][0-9]{1,9})?|1(?:[.,]0{1,9})?", re.ASCII)
Say = Callable[..., str]
WIDTH = 28  # characters of the progress bar


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    panels = commands.add_parser(
        "panels",
        help="numbered panels for a citizens’ jury (two CSV files), and everybody’s chance to sit",
        description=(
            "Makes numbered panels that all meet the quotas, such that drawing one number gives every volunteer the "
            "chance aimed at. Writes chances.csv, panels.csv, report.json and, but for the simple draw, "
            "certificate.json; with --alternates, alternates.csv. Ctrl-C ends with the best so far; twice, with none."
        ),
    )
    panels.add_argument("--categories", type=Path, required=True, metavar="FILE", help="category,feature,min,max")
    panels.add_argument("--respondents", type=Path, required=True, metavar="FILE", help="one row a volunteer")
    panels.add_argument("--seats", type=int, required=True, metavar="N")
    panels.add_argument("--panels", type=int, default=1000, metavar="M", help="how many panels (default: 1000)")
    panels.add_argument("--method", choices=METHODS, default="leximin", help="default: leximin")
    panels.add_argument("--seed", default="", help="the same seed gives the same panels (default: a fresh one)")
    panels.add_argument(
        "--household",
        action="append",
        default=[],
        metavar="COLUMN",
        help="at most one volunteer of those who share this column sits; may be given several times",
    )
    panels.add_argument(
        "--alternates", type=int, default=0, metavar="N", help="how many alternates each panel gets, in order"
    )
    panels.add_argument(
        "--dropout",
        default="0.15",
        metavar="RATE|FILE",
        help="how many leave, from 0 to 1, or a file category,feature,rate (default: 0.15, which nothing proves)",
    )
    panels.add_argument("--out", type=Path, required=True, metavar="DIR")
    panels.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is said (default: fr)")
    panels.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, draws panels and writes them."""
    from chapitre.chapters.voice.methods import sortition

    say = _speaker(arguments.lang)
    if arguments.seats < 1 or arguments.panels < 1:
        raise CommandError(say("counts"))
    if arguments.alternates < 0:
        raise CommandError(say("none"))
    pool = _pool(arguments)
    dropout = _dropout(arguments, pool)
    seed = arguments.seed or secrets.token_hex(16)
    began = time.perf_counter()
    with _interruptible() as stopped, _bar(arguments.lang) as tell:
        try:
            found = sortition.draw_panels(
                pool, arguments.seats, arguments.panels, arguments.method, seed, sortition.Watch(tell, stopped)
            )
        except sortition.Infeasible:
            raise CommandError(_advice(pool, arguments.seats, say)) from None
        except sortition.NoSimplePanel:
            raise CommandError(say("simple")) from None
        lists = _lists(pool, found, arguments.alternates, dropout, seed, sortition.Watch(tell, stopped))
    report = sortition.report_of(found, pool, seed, time.perf_counter() - began)
    if lists:
        report |= sortition.expected_of(found, pool, lists, arguments.alternates, dropout, seed)
    report["stopped"] |= bool(arguments.alternates and not lists)
    files = sortition.files_of(found, report, lists)
    write(arguments.out, files)
    for name in set(sortition.FILES) - set(files):
        (arguments.out / name).unlink(missing_ok=True)  # a certificate of another draw would prove nothing here
    _tell(report, arguments.out, say)
    return 0


def _pool(arguments: argparse.Namespace) -> Pool:
    """The volunteers and their quotas. Raises CommandError with everything that is wrong."""
    from chapitre.chapters.voice.methods import sortition

    say = _speaker(arguments.lang)
    names = (arguments.categories.name, arguments.respondents.name)
    data = [contents(path) for path in (arguments.categories, arguments.respondents)]
    reading = sortition.read_pool(data[0], data[1], arguments.household, names)
    problems = reading.problems or sortition.obstacles(reading, arguments.seats)
    if reading.pool is None or problems:
        told = [problem.message(arguments.lang) for problem in problems]
        if reading.pool is not None:
            told.append(_advice(reading.pool, arguments.seats, say))
        raise CommandError("\n".join([say("files"), *told]))
    return reading.pool


def _dropout(arguments: argparse.Namespace, pool: Pool) -> Dropout:
    """How likely people are to leave: one rate, or a file of them. Raises CommandError."""
    from chapitre.chapters.voice.methods import sortition

    if RATE.fullmatch(arguments.dropout):
        return sortition.Dropout(float(arguments.dropout.replace(",", ".")))
    path, say = Path(arguments.dropout), _speaker(arguments.lang)
    if not path.exists():
        raise CommandError(say("rate"))
    found, problems = sortition.read_rates(contents(path), pool.quotas, path.name)
    if found is None:
        told = [problem.message(arguments.lang) for problem in problems]
        raise CommandError("\n".join([say("rates"), *told]))
    return found


def contents(path: Path) -> bytes:
    """A file’s bytes. Raises CommandError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} ne se lit pas : {error.strerror}") from None


def _advice(pool: Pool, seats: int, say: Say) -> str:
    """That no panel meets the quotas, and the smallest change that lets one exist."""
    from chapitre.chapters.voice.methods import sortition

    found = sortition.relaxation(pool, seats)
    if found is None:
        return say("impossible", seats=seats, people=len(pool.people))
    lines = []
    for place, least, most in found.changes:
        one = pool.quotas[place]
        named = {"category": one.category, "value": one.value, "less": one.least, "more": one.most}
        lines.append(say("change", least=least, most=most, **named))
    limit = say("beyond") if found.beyond and any(one.loosest for one in pool.quotas) else ""
    return "\n".join([say("relax", limit=limit), *lines])


def _lists(pool: Pool, found: Panels, count: int, dropout: Dropout, seed: str, watch: Watch) -> Lists:
    """The alternates of each panel; none at all when nobody waits for the last."""
    from chapitre.chapters.voice.methods import sortition

    if not count or found.stopped:
        return ()
    try:
        return sortition.choose_alternates(pool, found.seats, found.panels, count, dropout, seed, watch)
    except sortition.Stopped:
        return ()


# While it runs --------------------------------------------------------------------------------------------------------


@contextmanager
def _interruptible() -> Iterator[Any]:
    """A question that Ctrl-C answers with yes; a second Ctrl-C ends the command."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(lang: str) -> Iterator[Any]:
    """Tells of progress on the line of the terminal: the stage, a bar, the bound and the gap."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    say = _speaker(lang)

    def tell(progress: Progress) -> None:
        filled = WIDTH * progress.done // progress.of if progress.of else 0
        bar = "█" * filled + "·" * (WIDTH - filled)
        bound = say("bar", bound=progress.bound, gap=progress.gap) if progress.bound else ""
        done = f"{progress.done} / {progress.of}" if progress.of else str(progress.done)
        stage = STAGES[progress.stage][lang == "en"]
        print(f"\r\033[K{stage} {bar} {done}{bound}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


# What comes of it -----------------------------------------------------------------------------------------------------


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder, which is made if need be. Raises CommandError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            part = folder / f"{name}.part"  # whoever is stopped here leaves no half of a file under its name
            part.write_bytes(data)
            part.replace(folder / name)
    except OSError as error:
        raise CommandError(f"{folder} ne s’écrit pas : {error.strerror}") from None


def _tell(report: Mapping[str, Any], folder: Path, say: Say) -> None:
    def decimal(value: float, digits: int) -> str:
        return say("decimal", number=f"{value:.{digits}f}")

    def percent(chance: float) -> str:
        return say("percent", number=decimal(100 * chance, 2))

    counts = {name: report[name] for name in ("panels", "seats", "respondents")}
    print(say("made", took=decimal(report["seconds"], 1), **counts))
    low, high = percent(report["min"]), percent(report["max"])
    print(say("aims", low=low, high=high, index=decimal(report["gini"], 3)))
    if report["gap"] is not None:
        print(say("gap", most=max(report["gap"], report["slack"])))
    print(say("published", off=report["off"], floor=percent(report["published_min"])))
    if "alternates" in report:
        losses = {name: decimal(report[name], 3) for name in ("loss_with", "loss_without")}
        print(say("listed", count=report["alternates"], **losses))
    if report["stopped"]:
        print(say("stopped"))
    print(say("where", seed=report["seed"], folder=folder))


def _speaker(lang: str) -> Say:
    """Says one of SAYS in that language; a number gets its decimal comma in French."""

    def say(name: str, **given: Any) -> str:
        if name == "decimal":
            return str(given["number"]).replace(".", "," if lang == "fr" else ".")
        return SAYS[name][lang == "en"].format(**given)

    return say
