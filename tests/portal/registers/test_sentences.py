"""Every act tells, once done, a sentence of its own in both languages, and has a form or a page of its chapter."""

import pytest

from chapitre.kernel.acts import acts
from chapitre.kernel.acts.act import Act
from chapitre.kernel.records.registers import registers

BY_FILE, BY_PUBLICATION = "imported", "report"  # performed by an import, and by publishing an edition
OWN_PAGES = "voice"  # what residents send there, and what staff do with it, has pages of its own


@pytest.mark.parametrize("act", acts.values(), ids=lambda act: act.permission)
def test_every_act_tells_what_was_done(act: Act) -> None:
    assert act.told is not None, f"{act.permission} says only what it is called: « {act.label[0]} »"
    french, english = act.told
    assert french.strip() and english.strip()
    assert french != english, "the English is French"
    assert french != act.label[0], "an act done is not told as an act to do"


@pytest.mark.parametrize("act", acts.values(), ids=lambda act: act.permission)
def test_every_act_has_a_form(act: Act) -> None:
    register = registers[act.register]
    if act.name != BY_FILE and register.chapter not in (BY_PUBLICATION, OWN_PAGES):
        assert act.asks is not None or register.desk, f"nobody can perform {act.permission} in the browser"
