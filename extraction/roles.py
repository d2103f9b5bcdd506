"""Words for people and bodies: courtesy titles, offices, kinds of organisation, bare plurals.

General lists, lower case, by hand; nothing here is a name.
"""

from __future__ import annotations

from extraction.names import Gender, gendered_words

COURTESY_TITLES = {
    "mr": Gender.MALE,
    "mister": Gender.MALE,
    "sir": Gender.MALE,
    "lord": Gender.MALE,
    "father": Gender.MALE,
    "brother": Gender.MALE,
    "imam": Gender.MALE,
    "mrs": Gender.FEMALE,
    "ms": Gender.FEMALE,
    "miss": Gender.FEMALE,
    "dame": Gender.FEMALE,
    "lady": Gender.FEMALE,
    "baroness": Gender.FEMALE,
    "madam": Gender.FEMALE,
    "mx": None,
    "dr": None,
    "prof": None,
    "rev": None,
    "reverend": None,
    "rabbi": None,
    "sheikh": Gender.MALE,
    "ayatollah": Gender.MALE,
}
"""Titles that tell that a person follows, with the gender they tell."""

REGNAL_TITLES = {
    "pope": Gender.MALE,
    "king": Gender.MALE,
    "emperor": Gender.MALE,
    "prince": Gender.MALE,
    "queen": Gender.FEMALE,
    "empress": Gender.FEMALE,
    "princess": Gender.FEMALE,
    "saint": None,
}
"""Titles that belong to the name where only a forename follows ("Queen Mathilde")."""

SHORT_TITLES = {
    "adm": "admiral",
    "atty": "attorney",
    "capt": "captain",
    "cmdr": "commander",
    "col": "colonel",
    "cong": "representative",
    "cpl": "corporal",
    "det": "detective",
    "gen": "general",
    "gov": "governor",
    "hon": "honourable",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "rep": "representative",
    "reps": "representative",
    "sec": "secretary",
    "sen": "senator",
    "sens": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
    "congressman": "representative",
    "congresswoman": "representative",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "councilman": "councillor",
    "councilwoman": "councillor",
    "councilor": "councillor",
    "councilmember": "councillor",
}
"""What stands for another role word: short forms, and forms that differ by gender only."""

ROLES = frozenset(
    word
    for line in (
        "academic activist actor actress adjutant administrator admiral adviser advisor advocate agent aide ally",
        "ambassador analyst archbishop artist assistant athlete attorney author banker baron bishop blogger boss",
        "broadcaster builder campaigner candidate captain cardinal caretaker cashier celebrity ceo chair",
        "chancellor chaplain chemist chief cleric clerk coach colonel columnist comedian commander commissioner",
        "conductor congressman congresswoman constable consul consultant coordinator coroner corporal correspondent",
        "councillor counsel counsellor critic curator dancer dean defendant delegate democrat deputy designer detective",
        "developer diplomat director doctor driver economist editor elder engineer envoy epidemiologist executive expert",
        "farmer filmmaker firefighter fisherman founder general geologist governor grocer guard head headteacher",
        "historian host hydrologist inspector insider instructor investigator investor journalist judge juror justice",
        "landlord lawmaker lawyer leader lecturer librarian lieutenant lobbyist magistrate major manager marshal mayor",
        "mechanic member midwife minister moderator monarch mp musician negotiator neighbour neighbor nominee nurse observer",
        "officer official ombudsman operator organiser organizer owner parent parliamentarian partner pastor patient",
        "philosopher photographer physician pilot player poet politician pollster premier presenter president priest",
        "principal producer professor programmer prosecutor protester psychologist publicist rancher reader reporter",
        "representative republican researcher resident scholar scientist secretary senator sergeant sheriff singer",
        "soldier source speaker specialist spokesperson spokesman spokeswoman stockbroker strategist student superintendent",
        "supervisor surgeon surveyor survivor suspect teacher technician therapist trader treasurer trustee tutor",
        "undersecretary user veteran vicar victim villager viewer volunteer voter warden whistleblower winner witness worker",
        "writer accountant administrator archaeologist archivist architect astronomer auditor biologist climatologist",
        "commentator contractor co-founder cofounder entrepreneur governess passenger pensioner shopkeeper toxicologist",
        "person man woman boy girl husband wife father mother son daughter brother sister friend colleague cousin uncle",
        "aunt nephew niece grandfather grandmother widow widower fiance fiancee relative rival successor predecessor",
        "counterpart running-mate mate incumbent nominee chairman chairwoman chairperson whip chief-of-staff",
    )
    for word in line.split()
) | frozenset(word for word in gendered_words() if word not in ("male", "female", "her", "she", "herself"))
"""Nouns for one person in an office, a job or a relation."""

TITLE_WORDS = (
    frozenset(
        [
            "acting",
            "assistant",
            "associate",
            "attorney",
            "british",
            "chief",
            "deputy",
            "defence",
            "defense",
            "district",
            "elect",
            "ex",
            "federal",
            "first",
            "foreign",
            "former",
            "general",
            "house",
            "interim",
            "interior",
            "finance",
            "junior",
            "late",
            "lead",
            "majority",
            "minority",
            "national",
            "outgoing",
            "prime",
            "sen",
            "senior",
            "shadow",
            "special",
            "state",
            "supreme",
            "then",
            "top",
            "under",
            "vice",
            "veteran",
            "incoming",
            "newly",
            "appointed",
            "executive",
            "managing",
            "press",
            "secretary",
            "staff",
            "police",
            "supreme",
            "court",
            "justice",
            "detective",
            "lieutenant",
            "major",
        ]
    )
    | frozenset(SHORT_TITLES)
    | ROLES
)
"""Words that stand before a name as part of a title."""

ORGANISATIONS = frozenset(
    word
    for line in (
        "administration agency airline alliance army assembly association authority bank board body broadcaster bureau",
        "cabinet campaign centre center chamber charity church clinic club coalition college commission committee company",
        "conglomerate congress consortium corporation council court daily department directorate embassy factory federation",
        "firm force foundation front fund government group hospital house industry inspectorate institute institution",
        "league manufacturer media military ministry mission movement municipality network newsletter newspaper office",
        "organisation organization outlet pac panel paper parliament party police publication publisher regime registry",
        "regulator retailer school secretariat senate site society squad startup station subcommittee team thinktank",
        "tribunal trust union university utility website",
    )
    for word in line.split()
)
"""Nouns for a body that speaks as one."""

GOVERNMENT_NOUNS = frozenset({"government", "regime", "administration", "authorities"})
"""Heads that make a country's adjective its government ("the Syrian government")."""

UNNAMED_PLURALS = frozenset(
    {"source", "official", "aide", "diplomat", "insider", "adviser", "advisor", "person", "people"}
)
"""Plural heads by which a text hides who spoke, rather than speaks of a class of people."""

ANYBODY = frozenset(
    [
        "some",
        "many",
        "most",
        "others",
        "other",
        "several",
        "few",
        "both",
        "all",
        "everyone",
        "everybody",
        "anyone",
        "anybody",
        "none",
        "more",
        "those",
        "these",
        "plenty",
        "majority",
        "half",
    ]
)
"""Words for a number of people who are not named."""

NAME_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "abu",
        "da",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "lo",
        "san",
        "st",
        "ter",
        "ten",
        "van",
        "von",
        "und",
        "y",
        "zu",
    ]
)
"""Small words inside a surname."""

NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "qc", "kc", "mp"})
"""What follows a surname without being one."""


def role(word: str) -> str:
    """A role word in its usual form: lower case, no dot, gender-neutral where a pair exists."""
    bare = word.casefold().rstrip(".").replace("’", "'")
    return SHORT_TITLES.get(bare, bare)
