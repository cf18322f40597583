"""voice panels: numbered panels for a citizens' jury, from quotas and volunteers, and everybody's chance to sit."""

from __future__ import annotations

import argparse
import re
import secrets
import signal
import sys
import time
from collections.abc import Iterator, Mapping
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
    "levels": "chances",
    "panels": "panels",
    "proof": "preuve",
    "lottery": "loterie",
    "alternates": "suppléances",
}
RATE = re.compile(r"0(?:[.,][0-9]{1,9})?|1(?:[.,]0{1,9})?", re.ASCII)
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
    panels.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is wrong with the files")
    panels.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, draws panels and writes them."""
    from chapitre.chapters.voice.methods import sortition

    if arguments.seats < 1 or arguments.panels < 1:
        raise CommandError("--seats et --panels comptent à partir de 1")
    if arguments.alternates < 0:
        raise CommandError("--alternates compte à partir de 0")
    pool = _pool(arguments)
    dropout = _dropout(arguments, pool)
    seed = arguments.seed or secrets.token_hex(16)
    began = time.perf_counter()
    with _interruptible() as stopped, _bar() as tell:
        try:
            found = sortition.draw_panels(
                pool, arguments.seats, arguments.panels, arguments.method, seed, sortition.Watch(tell, stopped)
            )
        except sortition.Infeasible:
            raise CommandError(_advice(pool, arguments.seats)) from None
        except sortition.NoSimplePanel:
            raise CommandError("le tirage simple n’a trouvé aucun panel ; essayez --method leximin") from None
        lists = _lists(pool, found, arguments.alternates, dropout, seed, sortition.Watch(tell, stopped))
    report = sortition.report_of(found, pool, seed, time.perf_counter() - began)
    if lists:
        report |= sortition.expected_of(found, pool, lists, arguments.alternates, dropout, seed)
    report["stopped"] |= bool(arguments.alternates and not lists)
    files = sortition.files_of(found, report, lists)
    write(arguments.out, files)
    for name in set(sortition.FILES) - set(files):
        (arguments.out / name).unlink(missing_ok=True)  # a certificate of another draw would prove nothing here
    _say(report, arguments.out)
    return 0


def _pool(arguments: argparse.Namespace) -> Pool:
    """The volunteers and their quotas. Raises CommandError with everything that is wrong."""
    from chapitre.chapters.voice.methods import sortition

    names = (arguments.categories.name, arguments.respondents.name)
    data = [contents(path) for path in (arguments.categories, arguments.respondents)]
    reading = sortition.read_pool(data[0], data[1], arguments.household, names)
    problems = reading.problems or sortition.obstacles(reading, arguments.seats)
    if reading.pool is None or problems:
        told = [problem.message(arguments.lang) for problem in problems]
        if reading.pool is not None:
            told.append(_advice(reading.pool, arguments.seats))
        raise CommandError("les fichiers sont à corriger :\n" + "\n".join(told))
    return reading.pool


def _dropout(arguments: argparse.Namespace, pool: Pool) -> Dropout:
    """How likely people are to leave: one rate, or a file of them. Raises CommandError."""
    from chapitre.chapters.voice.methods import sortition

    if RATE.fullmatch(arguments.dropout):
        return sortition.Dropout(float(arguments.dropout.replace(",", ".")))
    path = Path(arguments.dropout)
    if not path.exists():
        raise CommandError("--dropout est un taux de 0 à 1, comme 0.15, ou un fichier category,feature,rate")
    found, problems = sortition.read_rates(contents(path), pool.quotas, path.name)
    if found is None:
        told = [problem.message(arguments.lang) for problem in problems]
        raise CommandError("le fichier des départs est à corriger :\n" + "\n".join(told))
    return found


def contents(path: Path) -> bytes:
    """A file’s bytes. Raises CommandError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} ne se lit pas : {error.strerror}") from None


def _advice(pool: Pool, seats: int) -> str:
    """That no panel meets the quotas, and the smallest change that lets one exist."""
    from chapitre.chapters.voice.methods import sortition

    found = sortition.relaxation(pool, seats)
    if found is None:
        return f"aucun panel de {seats} ne peut se former parmi ces {len(pool.people)} volontaires"
    lines = [
        f"  {pool.quotas[place].category} « {pool.quotas[place].value} » : de {least} à {most}, "
        f"au lieu de {pool.quotas[place].least} à {pool.quotas[place].most}"
        for place, least, most in found.changes
    ]
    limit = " (au-delà de min_flex et max_flex)" if found.beyond and any(one.loosest for one in pool.quotas) else ""
    return f"aucun panel ne tient ces quotas ; le plus petit changement qui le permet{limit} :\n" + "\n".join(lines)


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
def _bar() -> Iterator[Any]:
    """Tells of progress on the line of the terminal: the stage, a bar, the bound and the gap."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return

    def tell(progress: Progress) -> None:
        filled = WIDTH * progress.done // progress.of if progress.of else 0
        bar = "█" * filled + "·" * (WIDTH - filled)
        bound = f" · borne {progress.bound:.4%}, écart {progress.gap:.1e}" if progress.bound else ""
        done = f"{progress.done} / {progress.of}" if progress.of else str(progress.done)
        print(f"\r\033[K{STAGES[progress.stage]} {bar} {done}{bound}", end="", file=sys.stderr, flush=True)

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
            (folder / name).write_bytes(data)
    except OSError as error:
        raise CommandError(f"{folder} ne s’écrit pas : {error.strerror}") from None


def _say(report: dict[str, Any], folder: Path) -> None:
    def percent(chance: float) -> str:
        return f"{100 * chance:.2f} %".replace(".", ",")

    seconds = f"{report['seconds']:.1f}".replace(".", ",")
    print(f"{report['panels']} panels de {report['seats']} parmi {report['respondents']} volontaires, en {seconds} s")
    print(f"chances visées : de {percent(report['min'])} à {percent(report['max'])} ; Gini {report['gini']:.3f}")
    if report["gap"] is not None:
        gap = max(report["gap"], report["slack"])
        print(f"écart à l’optimum : {gap:.1e} au plus, certificat dans certificate.json")
    print(f"chances publiées : à {report['off']:.1e} près, au moins {percent(report['published_min'])}")
    if "alternates" in report:
        without, with_them = (f"{report[name]:.3f}".replace(".", ",") for name in ("loss_without", "loss_with"))
        print(f"suppléances : {report['alternates']} par panel ; perte attendue {with_them}, sans elles {without}")
    if report["stopped"]:
        print("arrêté avant la fin : c’est le meilleur trouvé jusque-là, marqué « stopped » dans report.json")
    print(f"graine : {report['seed']} ; fichiers dans {folder}")
