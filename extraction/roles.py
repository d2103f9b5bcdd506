"""Words for people and bodies: courtesy titles, offices, kinds of organisation, bare plurals.

General lists, lower case, by hand; nothing here is a name.
"""

from __future__ import annotations

from extraction.names import Gender, gendered_words


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


DOUBLE_TITLES = frozenset(
    {"Dato Sri", "Dato' Sri", "Dato’ Sri", "Dato Seri", "Datuk Seri", "Rt Hon", "Tan Sri", "Toh Puan"}
)
"""Titles of two words before a name."""

COURTESY_TITLES = {
    "mr": Gender.MALE,
    "mister": Gender.MALE,
    "comrade": None,
    "hajiya": Gender.FEMALE,
    "opanyin": Gender.MALE,
    "ustaza": Gender.FEMALE,
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
    "alhaji": Gender.MALE,
    "alhaja": Gender.FEMALE,
    "hajia": Gender.FEMALE,
    "mallam": Gender.MALE,
    "malam": Gender.MALE,
    "otunba": Gender.MALE,
    "dato": None,
    "datuk": None,
    "datin": Gender.FEMALE,
    "encik": Gender.MALE,
    "puan": Gender.FEMALE,
    "tengku": None,
    "tunku": None,
    "kyai": Gender.MALE,
    "ustaz": Gender.MALE,
    "maulana": Gender.MALE,
    "swami": Gender.MALE,
    "shrimati": Gender.FEMALE,
    "thiru": Gender.MALE,
    "kgoshi": None,
    "inkosi": None,
    "oba": Gender.MALE,
    "mzee": Gender.MALE,
    "mwalimu": None,
    "ato": Gender.MALE,
    "weyzero": Gender.FEMALE,
    "sheikha": Gender.FEMALE,
    "hojatoleslam": Gender.MALE,
    "maître": None,
    "mme": Gender.FEMALE,
    "mlle": Gender.FEMALE,
    "senhor": Gender.MALE,
    "senhora": Gender.FEMALE,
    "signor": Gender.MALE,
    "signora": Gender.FEMALE,
    "doña": Gender.FEMALE,
    "shri": Gender.MALE,
    "smt": Gender.FEMALE,
    "herr": Gender.MALE,
    "frau": Gender.FEMALE,
    "monsieur": Gender.MALE,
    "madame": Gender.FEMALE,
    "señor": Gender.MALE,
    "señora": Gender.FEMALE,
    "engr": None,
    "barr": None,
    "cllr": None,
    "count": Gender.MALE,
    "kaumatua": None,
    "kaumātua": None,
    "countess": Gender.FEMALE,
    "ratu": Gender.MALE,
    "adi": Gender.FEMALE,
    "naa": None,
    "nana": None,
    "togbe": Gender.MALE,
    "w/ro": Gender.FEMALE,
    "w/rt": Gender.FEMALE,
    "chevalier": Gender.MALE,
    "marquess": Gender.MALE,
    "viscount": Gender.MALE,
    "archduke": Gender.MALE,
    "clr": None,
    "cr": None,
    "cde": None,
    "adv": None,
    "pandit": Gender.MALE,
    "kumari": Gender.FEMALE,
    "ustad": Gender.MALE,
    "msgr": Gender.MALE,
    "ayatollah": Gender.MALE,
    "fr": Gender.MALE,
    "br": Gender.MALE,
    "sr": Gender.FEMALE,
    "coun": None,
    "ald": None,
    "const": None,
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
    "brig": "brigadier",
    "capt": "captain",
    "cdr": "commander",
    "cmdr": "commander",
    "col": "colonel",
    "const": "constable",
    "cong": "representative",
    "cpl": "corporal",
    "det": "detective",
    "garda": "officer",
    "gen": "general",
    "gov": "governor",
    "hon": "honourable",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "dr": "doctor",
    "pol": "police",
    "pres": "president",
    "prof": "professor",
    "rep": "representative",
    "reps": "representative",
    "sec": "secretary",
    "sen": "senator",
    "sens": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
    "congressman": "representative",
    "congresswoman": "representative",
    "justice": "judge",
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

RANKS = frozenset(
    {
        "ACP",
        "ADGP",
        "AIG",
        "ASI",
        "ASP",
        "CSP",
        "DC",
        "DCC",
        "DCI",
        "DCP",
        "DGP",
        "DI",
        "DIG",
        "DS",
        "DSP",
        "IGP",
        "MEC",
    }
    | {"MEP", "MHA", "MK", "MLA", "MLC", "MNA", "MP", "MPP", "MSP", "PC", "SP", "SSP", "TD", "WPC"}
)
"""Titles in capitals before a name."""

OFFICES_ALONE = _words(
    "ambassador ceo cfo chairman chairwoman commissioner councillor dg director general governor inspector md",
    "minister mp officer president professor secretary senator spokesman spokesperson spokeswoman superintendent vc",
)
"""Offices that nobody is called by as a surname."""

ROLES = _words(
    "abbot academic accountant activist actor actress adjutant administrator admiral adviser advisor advocate agent",
    "aide ally ambassador analyst archaeologist archbishop architect archivist artist assistant astronomer athlete",
    "attorney auditor aunt author bailiff banker baron barrister biologist bishop blogger bombardier boss bosun boy",
    "brigadier broadcaster brother builder campaigner candidate captain cardinal caretaker cashier celebrity ceo",
    "cfo cji cm coo cto dg gm ig md oc pm rc sho vc",
    "chair chairman chairperson chairwoman chancellor chaplain chemist chief chief-of-staff cleric clerk",
    "climatologist co-founder coach cofounder colleague colonel columnist comedian commander commodore commentator",
    "commissioner conductor congressman congresswoman constable consul consultant contractor convener convenor",
    "coordinator coroner corporal correspondent councillor counsel counsellor counterpart cousin critic curator",
    "dancer daughter dean defendant delegate democrat deputy designer detective developer diplomat director",
    "doctor driver economist editor",
    "elder engineer entrepreneur envoy epidemiologist executive expert farmer father fiance fiancee filmmaker",
    "firefighter fisherman founder friend general geologist girl governess governor grandad grandfather grandmother",
    "gran grocer guard head headteacher historian host husband hydrologist incumbent insider inspector instructor",
    "investigator investor journalist judge juror justice landlord lawmaker lawyer leader lecturer librarian",
    "lieutenant lobbyist magistrate major man manager marshal mate mayor mechanic member midwife minister mla mna",
    "moderator monarch mother mp mpp msp musician negotiator neighbor neighbour nephew niece nominee nurse observer",
    "officer official ombudsman operator organiser organizer owner parent parliamentarian partner passenger pastor",
    "patient pensioner person philosopher photographer physician pilot player poet politician pollster predecessor",
    "premier presenter president priest principal producer professor programmer prosecutor protester psychologist",
    "publicist rancher reader reeve relative reporter representative republican researcher resident rival running-mate",
    "scholar scientist secretary senator sergeant sheriff shopkeeper singer sister skipper soldier solicitor son",
    "source speaker specialist spokesman spokesperson spokeswoman stockbroker strategist student successor",
    "superintendent supervisor surgeon surveyor survivor suspect teacher technician therapist toxicologist trader",
    "treasurer trustee tutor uncle mla mpp mna mha msp mep td trustee undersecretary user veteran vicar victim viewer",
    "innkeeper paramedic postman postwoman plumber electrician carpenter bricklayer roofer welder trawlerman",
    "signalman stationmaster barman barmaid bartender waiter waitress cleaner groundsman gamekeeper gravedigger",
    "undertaker florist hairdresser seamstress sculptor illustrator cartoonist composer pianist violinist cellist",
    "drummer guitarist vocalist choreographer ballerina playwright screenwriter novelist biographer essayist",
    "translator interpreter grazier shearer drover stockman orchardist beekeeper winemaker crofter smallholder",
    "shareholder importer exporter wholesaler stallholder hawker landowner landlady alderman assemblyman",
    "assemblywoman backbencher legislator registrar arbitrator mediator curate deacon rector monk nun preacher",
    "missionary podcaster newsreader cameraman anthropologist cardiologist neurologist oncologist paediatrician",
    "pediatrician psychiatrist radiologist pathologist physiotherapist dentist veterinarian optometrist lifeguard",
    "lifeboatman trooper striker midfielder goalkeeper fullback halfback wicketkeeper batsman cyclist jockey",
    "wrestler gymnast golfer sprinter yachtsman publican greengrocer newsagent locksmith blacksmith stonemason",
    "villager volunteer voter warden whip whistleblower widow widower wife winner witness woman worker writer",
) | frozenset(word for word in gendered_words() if word not in ("male", "female", "her", "she", "herself"))
"""Nouns for one person in an office, a job or a relation."""

EPITHETS = _words(
    "actor actress author ballplayer batsman billionaire bowler boy businessman businesswoman candidate celebrity",
    "challenger champion comedian comic conservative contender dad defender democrat entrepreneur father footballer",
    "forward front-runner frontrunner goalkeeper grandfather grandmother great-grandmother guitarist hopeful",
    "incumbent lawmaker liberal libertarian magnate medalist medallist midfielder millionaire mogul mom mother mum",
    "musician native neurosurgeon mep mha mla mna mp mpp msp newcomer nominee novelist olympian pensioner physicist",
    "playwright poet politician progressive prop rapper republican retiree rookie td singer socialist songwriter",
    "star starlet striker surgeon teen teenager tory tycoon elder girl undergraduate veteran widow widower winger",
    "writer accountant architect baker biologist botanist butcher carpenter chef chemist ecologist economist",
    "electrician farmer filmmaker fisherman geologist grandparent grocer hairdresser historian hydrologist illustrator",
    "inventor librarian mathematician miner oceanographer painter parishioner pastor pharmacist philosopher",
    "photographer pianist plumber potter rancher sailor sculptor shopkeeper sociologist trucker trustee umpire welder",
)
"""Nouns that tell more of somebody who is known already. Offices are left out: "the judge" may be a new one."""

PAST = frozenset({"ex", "former", "onetime", "retired"})
"""What makes an office one that tells of somebody, rather than the one who holds it: "the former surgeon"."""

TITLE_FORENAMES = _words(
    "adi ato baron beau belle count dean duke gal guy justice king major marquis marshal maulana nana oba pol prince",
    "puan swami",
)
"""Titles that are forenames often enough for either: "Dean Ames"."""

TITLE_WORDS = (
    _words(
        "acting appointed assistant associate attorney british chief court defence defense deputy detective district",
        "elect ex executive federal finance first foreign former general house incoming interim interior junior",
        "justice late lead lieutenant major majority managing minority national newly outgoing police press prime",
        "secretary sen senior shadow special staff state supreme then top under veteran vice",
    )
    | frozenset(SHORT_TITLES)
    | ROLES
)
"""Words that stand before a name as part of a title."""

ORGANISATIONS = _words(
    "associação asociación banca banco banque bureau confederación consejo conselho federación federação fondation",
    "fondazione fundación fundação institut instituto istituto ministerio ministério partido parti partito sangh",
    "sindicato sindacato sociedad stiftung universidad universidade università université cooperative diocese",
    "orchestra brokerage lodge",
    "administration agency airline alliance army assembly association authority bank board body broadcaster bureau",
    "cabinet campaign center centre chamber charity church clinic club coalition college commission committee company",
    "conglomerate congress consortium corporation council court daily department directorate embassy factory",
    "federation firm force foundation front fund government group hospital house industry inspectorate institute",
    "institution league manufacturer media military ministry mission movement municipality governorate network",
    "newsletter newspaper office organisation organization outlet pac panel paper parliament party police publication",
    "publisher regime registry regulator retailer school secretariat senate site society squad startup station",
    "subcommittee team thinktank tribunal trust union university utility website",
)
"""Nouns for a body that speaks as one."""

GOVERNMENT_NOUNS = frozenset({"government", "regime", "administration", "authorities"})
"""Heads that make a country's adjective its government ("the Syrian government")."""

UNNAMED_PLURALS = _words(
    "adviser advisor aide diplomat insider official people person source",
)
"""Plural heads by which a text hides who spoke, rather than speaks of a class of people."""

ANYBODY = _words(
    "all anybody anyone both everybody everyone few half majority many more most none other others plenty",
    "several some these those",
)
"""Words for a number of people who are not named."""

DOCUMENTS = _words(
    "account affidavit article complaint datum deposition diary document email estimate figure file filing fir",
    "finding footage indictment lawsuit letter log memo memoir memorandum message minute note paper poll record",
    "report ruling statement statistic study survey testimony text tweet verdict video",
)
"""Nouns for what is written, counted or recorded, and is cited as if it spoke."""

NAME_PARTICLES = _words(
    "abu af ag al ap av ben bin bint da de del della den der di do dos du el ibn la le lo ould san st ten ter und van",
    "von y zu",
)
"""Small words inside a surname."""

NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "qc", "kc", "sc", "mp"})
"""What follows a surname without being one."""


def role(word: str) -> str:
    """A role word in its usual form: lower case, no dot, no "ex-", gender-neutral where a pair exists."""
    bare = word.casefold().rstrip(".").replace("’", "'").removeprefix("ex-").removeprefix("co-")
    return SHORT_TITLES.get(bare, bare)
