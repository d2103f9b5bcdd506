"""Invented articles to read, as many as are wanted: short, all different, some of them in conflict with each other.

Three articles tell of one event: the mayor's words are the same in all, so they are copies, and each has another who
gives another figure, so they clash. Events have no words in common but their places, so that what is found doesn't
depend on which article comes first.
"""

from __future__ import annotations

_FIRST = ("Ana", "Piet", "Mira", "Tom", "Eva", "Jon", "Lena", "Karl", "Nora", "Emil", "Ida", "Max")
_LAST = ("Ruiz", "Harlan", "Toldan", "Bell", "Kern", "Marsh", "Voss", "Lind", "Adair", "Stone", "Weller")
_PLACES = (
    "Sandvar",
    "Mirel",
    "Port Ansel",
    "Karsted",
    "Brenna",
    "Ostmere",
    "Skarn",
    "Halvik",
    "Torne",
    "Ulmen",
    "Dask",
)
_EVENTS = (
    ("The fire in the grain hall of {place} hurt {n} people", "Crews put the fire out after midnight in {place}."),
    ("The ferry company of {place} owes {n} sailors their wages", "The ferries sailed again from {place} at noon."),
    ("The dye works of {place} sold {n} tonnes of waste abroad", "The works stopped its second line in {place}."),
    ("The council of {place} voted to fell {n} old elms", "The trees stand along the canal of {place}."),
    ("The museum of {place} lent {n} paintings to a bank", "The museum of {place} is closed on Mondays."),
    ("The army took {n} boys from the villages around {place}", "Parents waited at the station of {place}."),
    ("The hospital of {place} turned away {n} patients at the door", "Ambulances of {place} were sent elsewhere."),
    ("The school board of {place} dismissed {n} teachers by letter", "Lessons in {place} begin again in autumn."),
    ("The wolf pack near {place} killed {n} sheep in one night", "Shepherds of {place} now sleep in the fields."),
    ("The football club of {place} forged {n} tickets for the final", "The final was played in {place} all the same."),
    ("The bakery of {place} put chalk into {n} sacks of flour", "Bread in {place} was given away for a day."),
)
_PARTS = ("", "North", "South", "Harbour", "Hill", "Mill")
_FILLER = (
    "The square before the town hall was full of people until late, and shops in the side streets opened an hour "
    "later than they do on other days. Buses went round by the harbour, and the schools let their pupils go early."
)
AN_EVENT = 3
"""How many articles tell of one event."""


def story(number: int) -> str:
    """The text of one article, by its number from 0. The same number is the same text, in every run."""
    event, teller = divmod(number, AN_EVENT)
    claim, after = _EVENTS[event % len(_EVENTS)]
    place = f"{_PLACES[(event + event // len(_EVENTS)) % len(_PLACES)]} {_PARTS[event // len(_EVENTS) % len(_PARTS)]}"
    place = place.strip()
    mayor, chief = _name(event, 0), _name(event + teller * 5, 4)
    few, many = 11 + event, 40 + 3 * event + teller
    return "\n\n".join(
        [
            f"Paper number {number} tells of what happened in {place}, of which two sides gave their account.",
            f"“{claim.format(place=place, n=few)},” Mayor {mayor} said on Monday.",
            f"{_FILLER} {after.format(place=place)}",
            f"{chief}, who speaks for the opposition, said: “{claim.format(place=place, n=many)}.”",
            _FILLER,
        ]
    )


def _name(number: int, shift: int) -> str:
    return f"{_FIRST[(number + shift) % len(_FIRST)]} {_LAST[(number * 3 + shift) % len(_LAST)]}"
