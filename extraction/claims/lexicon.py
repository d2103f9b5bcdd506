"""Word lists that tell how a speaker stands to what is said. All general English, lower-case lemmas."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one line."""
    return frozenset(words.split())


DENY = word_set("deny reject dismiss refute rebut repudiate disavow disclaim dispute contradict")
"""Verbs (and the noun, below) whose object is said not to be so."""

DENY_NOUNS = word_set("denial rejection dismissal")

DOUBT = word_set("doubt question query challenge")
ASK = word_set("ask wonder inquire enquire")
DEMAND = word_set("demand urge order request implore beg plead exhort instruct")
DEMAND_PHRASES = (
    "call for",
    "calls for",
    "called for",
    "calling for",
    "call on",
    "called on",
    "calls on",
    "calling on",
)
PREDICT = word_set("predict forecast expect anticipate project foresee")
WISH = word_set("want hope wish intend plan aim seek desire prefer decide")
"""Cues whose content is a wish or a plan and states nothing that could be checked."""

REPORT = word_set(
    "say tell claim state allege accuse report announce declare insist maintain argue assert add note deny "
    "reject dismiss ask warn suggest complain charge blame believe think acknowledge admit concede"
)
"""Verbs that put a proposition in someone's mouth: a claim built on one says what another says."""

CLAIM_NOUNS = word_set(
    "allegation accusation claim report suggestion charge assertion rumour rumor notion idea insinuation "
    "speculation implication statement story account complaint contention theory narrative argument belief perception"
)
"""Nouns that hold a proposition ("claims that ..."): what is denied is what they hold."""

REQUEST_NOUNS = word_set(
    "demand call request proposal offer plan appeal bid petition application motion ultimatum invitation "
    "entry access visa bail permission asylum lawsuit deal recommendation plea amendment parole loan licence "
    "license"
)
"""Nouns for what can be refused: "denied the appeal" denies no fact."""

SPEAKER_ATTITUDE = word_set("think believe know be convinced suppose reckon say tell understand")
"""Verbs that, said of oneself ("we believe that ..."), leave the that-clause asserted."""

SHOWING = word_set(
    "show prove confirm reveal establish demonstrate conclude find learn discover determine point indicate "
    "mean acknowledge admit"
)
"""Verbs whose that-clause is asserted, whoever or whatever their subject is."""

CERTAIN = word_set(
    "clear conclusive certain sure confident true obvious evident plain undeniable indisputable fact evidence "
    "proof truth convinced positive conviction conclusion problem point reality"
)
"""Adjectives and nouns whose that-clause is asserted ("it is clear that ...")."""

FALSE = word_set("untrue false wrong lie nonsense baseless unfounded fabrication myth incorrect")
"""Words that say a that-clause is not so."""

NOBODY = word_set("nobody none neither")
"""Who says nothing, and whom nothing is said to."""

EVIDENCE = word_set("evidence proof indication sign trace reason basis suggestion")

FAILING = word_set("fail refuse decline neglect omit")
"""Verbs that negate the verb under them: "failed to pay" is "did not pay"."""

NEGATORS = word_set("not n't never no none nobody nothing neither nor nowhere without hardly scarcely")
NOT_ONLY = word_set("only just merely simply solely necessarily")
LIMITED = word_set(
    "all every everyone everybody everything everywhere always often wholly entirely completely fully totally quite "
    "exactly very too so enough both much many necessarily really yet exclusively absolutely particularly"
)
"""Words that a negation may be about alone: "not all did" doesn't say that none did."""

POSSIBLE_MODALS = word_set("may might could can")
FUTURE_MODALS = word_set("will shall 'll wo")
NECESSARY_MODALS = word_set("must should ought")
HEDGES = word_set(
    "possibly perhaps maybe probably likely reportedly allegedly apparently supposedly purportedly "
    "potentially presumably conceivably unlikely alleged suspected"
)
SEEMING = word_set("seem appear")
