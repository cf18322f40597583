"""How census counts change: they come by files, and are put right."""

from chapitre.kernel.acts import HEADS, plain

census = plain("voice.census", by=HEADS, label=("inscrire un dénombrement", "record a census count"))
