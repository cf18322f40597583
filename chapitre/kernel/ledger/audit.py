"""The ledger's own audit: every entry hashed again, every stored root and signature checked against them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from chapitre.kernel.ledger import checkpoints, keys, merkle
from chapitre.kernel.ledger.canonical import CanonicalError, decode
from chapitre.kernel.ledger.models import Checkpoint, Entry, Tile
from chapitre.kernel.ledger.notes import NoteError
from chapitre.kernel.ledger.protection import protected

CHUNK = 2000
COLUMNS = ("index", "register", "key", "seq", "act", "body", "leaf")
Row = tuple[int, str, str, int, str, str, bytes]


@dataclass(frozen=True)
class Problem:
    """Something wrong in the ledger: where (an entry, a checkpoint…), and what."""

    where: str
    what: str


def check_log(using: str = DEFAULT_DB_ALIAS) -> Iterator[Problem]:
    """Everything wrong in the ledger itself, in one pass over it; nothing if all is well.

    Memory: one integer a record. Whether records say what the ledger says is for `acts.audit`.
    """
    return _Audit(using).problems()


def ends(using: str) -> tuple[int, int]:
    """The size that the head announces and the one that the last entry gives, in one statement."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT sum(size) FROM ledger_head), 0),"
            ' (SELECT coalesce(max("index") + 1, 0) FROM ledger_entry)'
        )
        head, stop = cursor.fetchone()
    return int(head), int(stop)


class _Audit:
    """One pass over the entries, with what has to be compared on the way."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.tree = merkle.GrowingTree()
        self.last: dict[tuple[str, str], int] = {}
        self.whole = True  # until an index is missing; what follows cannot be compared with tiles any more
        tiles = Tile.objects.using(using).order_by("level", "index").values_list("level", "index", "hash")
        self.tiles = {(level, index): bytes(node) for level, index, node in tiles}
        # Read before the entries: others may go on appending, signing and keeping tiles.
        self.signed = list(Checkpoint.objects.using(using).order_by("size"))[::-1]  # the next one is the last

    def problems(self) -> Iterator[Problem]:
        if not protected(connections[self.using]):
            yield Problem(_("base de données"), _("les déclencheurs qui protègent le registre ont disparu"))
        yield from self._checkpoints()
        for row in self._rows():
            yield from self._entry(row)
            yield from self._tiles()
            yield from self._checkpoints()
        head, stop = ends(self.using)
        if head != stop:
            yield Problem(
                _("tête du registre"),
                _("elle annonce %(head)s entrées, la dernière est la %(stop)sᵉ") % {"head": head, "stop": stop},
            )
        for one in self.signed[::-1]:
            yield Problem(self._name(one), _("il va au-delà de la fin du registre"))
        if self.whole and self.tiles:
            yield Problem(_("sous-arbres"), _("il en est gardé au-delà de la fin du registre"))

    def _rows(self) -> Iterator[Row]:
        rows = Entry.objects.using(self.using).order_by("index").values_list(*COLUMNS)
        last = -1
        while chunk := list(rows.filter(index__gt=last)[:CHUNK]):
            yield from chunk
            last = chunk[-1][0]

    def _entry(self, row: Row) -> Iterator[Problem]:
        index, register, key, seq, act, body, leaf = row
        if index != self.tree.size and self.whole:
            self.whole = False
            yield self._about(row, _("il manque une entrée juste avant elle"))
        data = body.encode()
        computed = merkle.leaf_hash(data)
        if computed != bytes(leaf):
            yield self._about(row, _("son texte ne donne plus son empreinte : il a été modifié"))
        self.tree.append(computed)
        try:
            content = decode(data)
            told = tuple(content[name] for name in ("register", "key", "seq", "act"))
        except (CanonicalError, KeyError, TypeError) as error:
            yield self._about(row, _("son texte n’est pas une entrée : %(error)s") % {"error": error})
        else:
            if told != (register, key, seq, act):
                yield self._about(row, _("ses colonnes ne disent pas la même chose que son texte"))
        expected = self.last.get((register, key), 0) + 1
        if seq != expected:
            yield self._about(row, _("son rang est %(seq)s, %(expected)s attendu") % {"seq": seq, "expected": expected})
        self.last[register, key] = seq

    def _tiles(self) -> Iterator[Problem]:
        """Compares the subtrees just completed with those that are kept, where they are."""
        while self.tree.full:
            level, index, node = self.tree.full.pop(0)
            kept = self.tiles.pop((level, index), node)
            if self.whole and kept != node:
                first = index * merkle.TILE**level
                yield Problem(
                    _("entrées %(first)s à %(last)s") % {"first": first, "last": first + merkle.TILE**level - 1},
                    _("elles ne donnent plus la racine gardée de leur sous-arbre"),
                )

    def _checkpoints(self) -> Iterator[Problem]:
        """Checks the stored checkpoints of the size just reached: the root recomputed, the note, the signature."""
        while self.signed and self.signed[-1].size <= self.tree.size:
            one = self.signed.pop()
            try:
                head = checkpoints.verify(one.note)
            except (NoteError, keys.KeysError) as error:
                yield Problem(self._name(one), _("sa signature n’est pas valable : %(error)s") % {"error": error})
                continue
            if (head.size, head.root) != (one.size, bytes(one.root)):
                yield Problem(self._name(one), _("sa note ne dit pas la même chose que ses colonnes"))
            if head.root != self.tree.root():
                yield Problem(self._name(one), _("les entrées ne donnent plus la racine qui a été signée"))

    def _about(self, row: Row, what: str) -> Problem:
        place = {"index": row[0], "register": row[1], "key": row[2]}
        return Problem(_("entrée %(index)s (%(register)s %(key)s)") % place, what)

    def _name(self, one: Checkpoint) -> str:
        return _("point de contrôle %(size)s") % {"size": one.size}
