"""What kind of act a cue names, by its lemma: speech, thought, perception or what a document says."""

from __future__ import annotations

from extraction.types import CueClass

DENIALS = frozenset(["deny", "reject", "dismiss", "refute", "rebut", "dispute", "contradict", "disavow", "repudiate"])
"""Verbs that deny what their content says."""

_CLASSES = {
    CueClass.THOUGHT: """
        think believe hope want plan expect intend fear worry doubt suspect assume consider decide know feel wish prefer
        hop anticipate regard favor favour like love hate dislike oppose support back trust distrust imagine suppose
        reckon wonder guess conclude understand realize realise recognize view opinion belief thought intention aim
        confident sure certain afraid hopeful aware convinced worried concerned optimistic pessimistic eager willing""",
    CueClass.PERCEPTION: """
        see hear notice watch observe witness listen smell detect spot sense overhear perceive glimpse look""",
    CueClass.DOCUMENT: "show find indicate reveal read suggest document list cite contain",
}
_CLASS_OF = {lemma: kind for kind, lemmas in _CLASSES.items() for lemma in lemmas.split()}


def cue_class(lemma: str) -> CueClass:
    """What kind of act a word names; speech where no list has it."""
    return _CLASS_OF.get(lemma, CueClass.SPEECH)
