"""What kind of act a cue names: speech, thought, perception, or what a document says.

The lists hold lemmas in lower case. They were made by reading the usual cues of the train part of PolNeAR (an annotated
corpus of news), and none of its dev part, which `benchmarks.cue_classes` measures on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from extraction.types import CueClass

if TYPE_CHECKING:
    from spacy.tokens import Token

DENIALS = frozenset(["deny", "reject", "dismiss", "refute", "rebut", "dispute", "contradict", "disavow", "repudiate"])
"""Verbs that deny what their content says."""

_LISTS = {
    CueClass.THOUGHT: """
        admire aim alarm anger anticipate approve assume believe calculate choose conclude consider contemplate
        convince crave decide deem desire despise determine detest disapprove discover dislike distrust doubt dread
        enjoy envision expect favor favour fear feel figure foresee forget guess hate hop hope imagine infuriate
        intend interpret judge know learn like look loathe love mull need oppose opt perceive plan ponder prefer
        presume realise realize recognise recognize reckon regard relish remember resent respect satisfy sense startle
        strive support suppose suspect think thrill trust understand value view want weigh wish wonder worry back

        aim anxiety anger assumption belief conclusion concern confidence consensus conviction decision desire
        disdain distaste distrust doubt enthusiasm expectation faith fear feeling frustration goal hope hostility idea
        inclination instinct intent intention interest knowledge mood notion opinion opposition optimism perception
        pessimism preference priority recognition reluctance resentment sense sentiment skepticism scepticism support
        thought understanding unease view wish

        afraid alarmed angry anxious aware certain comfortable concerned confident convinced disappointed eager
        enamored enamoured enthusiastic excited familiar fearful frustrated furious glad happy hopeful impressed
        inclined interested keen mindful nervous optimistic outraged pessimistic pleased proud puzzled ready reluctant
        satisfied sceptical shocked skeptical supportive sure surprised tired troubled unaware uncertain unclear
        uncomfortable unconvinced uneasy unhappy unsure unwilling upset wary willing worried""",
    CueClass.PERCEPTION: "see hear notice watch witness listen detect overhear glimpse smell eavesdrop spot",
    CueClass.SPEECH: """
        accuse acknowledge add address admit advise advocate agree allege announce answer argue articulate ask assert
        attack blame boast call caution challenge cite claim comment complain confirm convey criticise criticize declare
        decline defend demand denounce deny describe detail disclose discuss dismiss emphasise emphasize endorse
        explain express highlight hint insist introduce issue joke list mention mock name note offer outline pledge
        post praise predict proclaim promise propose publish question quote raise reaffirm refer refuse reiterate
        reject release remark repeat reply report request respond restate reveal say signal speak state stress suggest
        talk tell testify tout tweet unveil urge voice vote vow warn write

        announcement answer argument assertion claim comment complaint criticism denial question remark speech
        statement suggestion tweet warning

        fire go hark harken hit hold lay push shoot strike turn walk""",
}
"""Words that settle the class of their cue. Speech is what any other word is too; those listed here are the ones that
often have a word of thought after them: who announces a plan, voices a fear or pushes back speaks."""

_TOGETHER = {
    ("see", "as"): CueClass.THOUGHT,
    ("know", "as"): CueClass.SPEECH,
    ("look", "like"): CueClass.SPEECH,
    ("seem", "like"): CueClass.SPEECH,
    ("sound", "like"): CueClass.SPEECH,
}
"""Pairs of words, the second anywhere after the first, that mean something else than the first alone."""

_DOCUMENT_NOUNS = """
    act ad advert advertisement affidavit agreement amendment analysis article assessment audit average ballot bill
    biography blog book brief budget bulletin cable calculation caption catalogue census chapter chart charter clause
    clip code column commercial communique complaint constitution contract data database datum decision decree
    directive disclosure document documentary dossier draft editorial email e-mail essay estimate evidence file filing
    film finding footage forecast form graph guideline headline index indictment inquiry investigation invoice law
    lawsuit ledger legislation letter log manifesto manual map measure memo memoir memorandum minute model motion movie
    note notice novel op-ed opinion order ordinance page paperwork petition photo photograph plan plank platform
    playbook poll polling post precedent proclamation projection proposal provision questionnaire record recording
    register regulation release report research resolution result review rule ruling script song site spot
    spreadsheet stat statement statistic statute study subpoena suit summary survey tally tape testimony
    text tracker transcript treaty tweet verdict video warrant webpage website"""
"""What speaks in writing, in pictures or in figures. Words for people too (a number, a figure) are left out."""
_DOCUMENTS = frozenset(_DOCUMENT_NOUNS.split())
_ALSO_NAMES = frozenset(
    ["bill", "law", "page", "post", "record", "register", "research", "review", "index", "ledger", "note"]
)
"""Documents whose words are also names of people or of outlets: a capital makes them names."""
_MEASURED = frozenset(["show", "indicate", "demonstrate", "prove"])
"""What data do; a person who does it acts."""
_THINGS = frozenset(["it", "that", "these", "this", "those", "which"])
_MINDS = frozenset(["eye", "mind", "view"])


def cue_class(lemmas: Sequence[str], source_heads: Sequence[str] = ()) -> CueClass:
    """What kind of act a cue names.

    Takes the lemmas of the cue's words in order, and those of the source's head words (`heads`), a name's with its
    capital. A source that is a document makes a document; else the first word that settles it does. Speech where no
    list has any of them.
    """
    words = [lemma.lower() for lemma in lemmas]
    who = {head.lower() for head in source_heads}
    if any(_is_document(head) for head in source_heads) or (who & _THINGS and not _MEASURED.isdisjoint(words)):
        return CueClass.DOCUMENT
    if who and (words in (["to"], ["for"]) or (words == ["in"] and who & _MINDS)):
        return CueClass.THOUGHT  # "for him, it was a victory", "in their eyes"
    for pair in combinations(words, 2):
        if pair in _TOGETHER:
            return _TOGETHER[pair]
    return next((kind for word in words for kind in _settled(word)), CueClass.SPEECH)


def class_of(cue: Sequence[Token], source: Sequence[Token]) -> CueClass:
    """The class of an attribution, from the parsed words of its cue and of its source (none: an empty sequence).

    An "as" that hangs on the cue counts with it wherever it stands: who sees a plan *as* a threat thinks.
    """
    own = {token.i for token in cue}
    links = ["as" for token in cue for child in token.children if child.lower_ == "as" and child.i not in own]
    return cue_class([*(token.lemma_ for token in cue), *links], heads(source))


def heads(source: Sequence[Token]) -> list[str]:
    """The lemmas of a source's head words, a name's with its capital: "poll" of "one of the last polls"."""
    own = {token.i for token in source}
    found: list[str] = []
    for top in (token for token in source if token.head is token or token.head.i not in own):
        found += [token.lemma_ if token.pos_ == "PROPN" else token.lemma_.lower() for token in (top, *_parts(top))]
    return found


def _parts(top: Token) -> Iterator[Token]:
    """What a word that isn't a noun is a part of: the polls of "one of the polls"."""
    if top.pos_ in ("NUM", "DET", "PRON", "ADJ"):
        yield from (
            word for link in top.children if link.lower_ == "of" for word in link.children if word.dep_ == "pobj"
        )


def _is_document(head: str) -> bool:
    """Whether a head is a document. Headlines' capitals leave plurals as they are: "Polls"."""
    name = head != head.lower()
    return any(word in _DOCUMENTS and not (name and word in _ALSO_NAMES) for word in _forms(head))


def _settled(word: str) -> list[CueClass]:
    return [_CLASS_OF[form] for form in _forms(word) if form in _CLASS_OF]


def _forms(word: str) -> list[str]:
    """The word in lower case as it is, and without the s of a word that the parser took for a name."""
    return [word.lower(), word.lower().removesuffix("s")]


REPLYING = frozenset({"answer", "counter", "rejoin", "reply", "respond", "retort"})
"""Verbs of who answers another."""

UTTERING = frozenset(f"{_LISTS[CueClass.SPEECH]} {_LISTS[CueClass.THOUGHT]}".split())
"""Lemmas whose subject speaks or thinks."""

_CLASS_OF = {lemma: kind for kind, lemmas in _LISTS.items() for lemma in lemmas.split()}
