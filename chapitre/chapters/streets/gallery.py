"""The photos of a form: those put aside at an earlier try, those just sent, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from chapitre.kernel.records import aside
from chapitre.kernel.records.photos import MAX_PHOTOS, Redrawn, Upload, redraw_all, shown_name


@dataclass(frozen=True)
class Gallery:
    """Photos ready to go with an act, redrawn. `aside` are the names of those already put aside, in their order."""

    aside: tuple[str, ...]
    sent: tuple[bytes, ...]
    errors: tuple[str, ...]

    def put_aside(self) -> tuple[str, ...]:
        """Keeps those just sent for the next try; returns the names of all."""
        return self.aside + aside.put(self.sent)


def collect(uploads: Sequence[Upload], earlier: Sequence[str] = (), removed: Sequence[str] = ()) -> Gallery:
    """Redraws what was sent, as far as there is room beside the photos kept from an earlier try."""
    kept = tuple(name for name in earlier if name not in removed and aside.get(name) is not None)
    aside.forget(name for name in earlier if name in removed)
    room = MAX_PHOTOS - len(kept)
    done: list[Redrawn] = redraw_all(uploads[:room])
    errors = [one.error for one in done if one.error]
    left_out = [f"« {shown_name(one.name)} »" for one in uploads[room:]]
    if left_out:
        errors.append(
            ngettext(
                "Quatre photos au plus : %(names)s n’a pas été prise.",
                "Quatre photos au plus : %(names)s n’ont pas été prises.",
                len(left_out),
            )
            % {"names": ", ".join(left_out[:6]) + ("…" if len(left_out) > 6 else "")}
        )
    return Gallery(kept, tuple(one.data for one in done if one.data), tuple(errors))
