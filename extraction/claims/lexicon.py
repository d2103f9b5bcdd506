"""Word lists that tell how a speaker stands to what is said. All general English, lower-case lemmas."""

from __future__ import annotations

DENY = frozenset("deny reject dismiss refute rebut repudiate disavow disclaim dispute contradict".split())
"""Verbs (and the noun, below) whose object is said not to be so."""

DENY_NOUNS = frozenset("denial rejection dismissal".split())

DOUBT = frozenset("doubt question query challenge".split())
ASK = frozenset("ask wonder inquire enquire".split())
DEMAND = frozenset("demand urge order request implore beg plead exhort instruct".split())
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
PREDICT = frozenset("predict forecast expect anticipate project foresee".split())
WISH = frozenset("want hope wish intend plan aim seek desire prefer decide".split())
"""Cues whose content is a wish or a plan and states nothing that could be checked."""

REPORT = frozenset(
    "say tell claim state allege accuse report announce declare insist maintain argue assert add note deny reject "
    "dismiss ask warn suggest complain charge blame believe think acknowledge admit concede".split()
)
"""Verbs that put a proposition in someone's mouth: a claim built on one says what another says."""

CLAIM_NOUNS = frozenset(
    "allegation accusation claim report suggestion charge assertion rumour rumor notion idea insinuation speculation "
    "implication statement story account".split()
)
"""Nouns that hold a proposition ("claims that ..."): what is denied is what they hold."""

REQUEST_NOUNS = frozenset(
    "demand call request proposal offer plan appeal bid petition application motion ultimatum invitation entry access "
    "visa bail permission asylum lawsuit deal recommendation plea amendment parole loan licence license".split()
)
"""Nouns for what can be refused: "denied the appeal" denies no fact."""

SPEAKER_ATTITUDE = frozenset("think believe know be convinced suppose reckon say tell understand".split())
"""Verbs that, said of oneself ("we believe that ..."), leave the that-clause asserted."""

SHOWING = frozenset(
    "show prove confirm reveal establish demonstrate conclude find learn discover determine point indicate mean "
    "acknowledge admit".split()
)
"""Verbs whose that-clause is asserted, whoever or whatever their subject is."""

CERTAIN = frozenset(
    "clear conclusive certain sure confident true obvious evident plain undeniable indisputable fact evidence proof "
    "truth convinced positive conviction conclusion problem point reality".split()
)
"""Adjectives and nouns whose that-clause is asserted ("it is clear that ...")."""

FALSE = frozenset("untrue false wrong lie nonsense baseless unfounded fabrication myth incorrect".split())
"""Words that say a that-clause is not so."""

EVIDENCE = frozenset("evidence proof indication sign reason basis suggestion".split())

FAILING = frozenset("fail refuse decline neglect omit".split())
"""Verbs that negate the verb under them: "failed to pay" is "did not pay"."""

NEGATORS = frozenset("not n't never no none nobody nothing neither nor nowhere without hardly scarcely".split())
NOT_ONLY = frozenset("only just merely simply solely necessarily".split())

POSSIBLE_MODALS = frozenset("may might could can".split())
FUTURE_MODALS = frozenset("will shall 'll wo".split())
NECESSARY_MODALS = frozenset("must should ought".split())
HEDGES = frozenset(
    "possibly perhaps maybe probably likely reportedly allegedly apparently supposedly purportedly potentially "
    "presumably conceivably unlikely alleged suspected".split()
)
SEEMING = frozenset("seem appear".split())
