"""Which body a source means: by name, as "the union", "the company", or "it"."""

from __future__ import annotations

from extraction.antecedents.figures import Sort
from extraction.bodies import FIRMS, NEWSPAPERS, STATE, Body
from extraction.gathering import Answer, Gathering
from extraction.governments import government
from extraction.mentions import Mention
from extraction.names import plain
from extraction.roles import ORGANISATIONS, role
from extraction.types import SpeakerKind
from extraction.view import NEAR

FIELDS = frozenset({"constitutional", "culture", "electoral", "federal", "foreign", "interior", "supreme"})
"""Adjectives that tell what a public body does."""

SENTENCES_IN_VIEW = 4
"""How far back "the company" is looked for, in sentences."""


def by_name(gathering: Gathering, mention: Mention) -> Answer:
    """The body that its name, a short form of it, or its capital means."""
    body = gathering.bodies.find(mention.name, mention.kind)
    chain = gathering.chain_of_body(body, mention.kind)
    reason = f"“{mention.name}” means {body.name}" if body.name != mention.name else "named in full"
    return Answer(chain, 0.9, reason, mention.spans)


def as_firm(gathering: Gathering, mention: Mention, firm: Body) -> Answer:
    """ "Ford said it would cut": the firm, though somebody of the text has its name."""
    chain = gathering.chain_of_body(firm)
    return Answer(chain, 0.75, f"“{mention.name}” is spoken of as a firm: {firm.name}", mention.spans)


def to_body(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The union": the only body of the text that is called so."""
    noun = role(gathering.doc[mention.head].lemma_)
    body = gathering.bodies.meant_by(noun) if noun in ORGANISATIONS and not mention.qualifiers else None
    if body is None:
        return _to_firm_in_view(gathering, mention)
    chain = gathering.chain_of_body(body)
    last = gathering.last[1] if gathering.last else chain
    if noun not in plain(body.name).split() and last.kind is SpeakerKind.ORGANISATION and last is not chain:
        return None  # another body spoke last, and may be a company too
    return Answer(chain, 0.7, f"“{mention.name}”: {body.name} is the only one in this text", mention.spans)


def _to_firm_in_view(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "The company": the only body in view, where its name doesn't make it a public one."""
    noun, layout = role(gathering.doc[mention.head].lemma_), gathering.layout
    if noun not in FIRMS or mention.qualifiers or layout.quoted[mention.head]:
        return None
    bodies = {
        body.key: body
        for figure in gathering.scene.last(mention.head, SENTENCES_IN_VIEW, paragraphs=NEAR)
        if figure.sort is Sort.BODY
        and figure.label == "ORG"
        and not layout.quoted[figure.head]
        and figure.name[-1].isalpha()
        and not any(char.isdigit() for char in figure.name)
        for body in (gathering.bodies.find(figure.name, SpeakerKind.ORGANISATION),)
        if {role(word) for word in plain(body.name).split()}.isdisjoint((ORGANISATIONS | NEWSPAPERS) - FIRMS)
    }
    body = next(iter(bodies.values())) if len(bodies) == 1 else None
    if body is None:
        return None
    return Answer(
        gathering.chain_of_body(body), 0.65, f"“{mention.name}”: {body.name}, the only one in view", mention.spans
    )


def to_leading_body(gathering: Gathering, mention: Mention) -> Answer | None:
    """ "It" after "The ministry saw this otherwise.": the body that is the subject of the sentences before."""
    layout = gathering.layout
    near = [f for f in gathering.scene.last(mention.head, 3) if f.leads and not layout.quoted[f.head]]
    if not near or near[-1].sort is not Sort.BODY or len({figure.identity for figure in near}) > 1:
        return None
    figure = near[-1]
    kind = SpeakerKind.GOVERNMENT if figure.label == "GPE" else SpeakerKind.ORGANISATION
    if figure.label not in ("ORG", "GPE") or (kind is SpeakerKind.GOVERNMENT and not government(figure.name)):
        return None
    body = gathering.bodies.find(figure.name, kind)
    chain = gathering.chain_of_body(body, kind)
    return Answer(chain, 0.65, f"“it”: {body.name}, the subject of the sentence before", mention.spans)


def is_office_of_state(gathering: Gathering, mention: Mention) -> bool:
    """Whether a body is told by what it does, as good as a name: "the labour ministry", "the electoral commission"."""
    noun = gathering.doc[mention.head]
    before = [t for t in noun.lefts if t.dep_ in ("compound", "amod") and t.is_lower]
    field = len(before) == 1 and (before[0].tag_ == "NN" or before[0].lower_ in FIELDS)
    one = noun.tag_ == "NN" and role(noun.lemma_) in STATE - {"army", "council"} and not gathering.layout.quoted[noun.i]
    return one and field and mention.name.lower() == f"the {before[0].lower_} {noun.lower_}"
