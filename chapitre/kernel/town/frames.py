"""The frame of a moving map, as its address gives it."""

from chapitre.kernel.geo.points import Box, micro
from chapitre.kernel.town.current import town


def read_box(text: str) -> Box | None:
    """A box in degrees (west, south, east, north) cut to the town's; None when it lies elsewhere. Raises ValueError."""
    if not text:
        return town().bounds
    west, south, east, north = (float(part) for part in text[:200].split(","))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(text)
    return Box(micro(west), micro(south), micro(east), micro(north)).clip(town().bounds)
