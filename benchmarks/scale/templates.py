"""What made news tells of: for each topic the sentences that are said about it, with slots for what varies.

"[this/that]" is one of these words; "{slot}" is filled by `words`.
"""

from __future__ import annotations

TOPICS: tuple[tuple[str, ...], ...] = (
    (
        "the [blast/explosion/fire] [killed/hurt/injured] {n} [people/workers/passengers] in {town}",
        "[the fire/it] [broke out/started] {hour} [in a warehouse/in a hotel kitchen/on the third floor] on {street}",
        "{firm} [had ignored/never received/was given] [a warning/three "
        "warnings] about the [gas pipe/boiler/wiring] {month}",
        "[an electrical fault/a gas leak/arson/a cigarette] caused the "
        "[fire/blast] [in/at] the {town} [plant/hotel/market]",
        "{n} [firefighters/ambulances/engines] [came/were sent] from {town} within {n} minutes",
        "the [alarm/sprinkler system] [worked/did not work/was switched off] [when the fire started/that night]",
        "{many} residents [were evacuated/left their homes/slept in a school] near {street}",
        "police [arrested/questioned/released] {person} over the [fire/blast] {day}",
        "the owner of the building [knew/did not know] that the [exits/fire doors] were [locked/blocked]",
    ),
    (
        "[soldiers/government forces/rebels/gunmen] [attacked/shelled/entered/left] {town} {day}",
        "{n} [civilians/soldiers/fighters] [died/were killed/were wounded] in the [attack/shelling/raid] on {town}",
        "{country} [supplied/did not supply/denied supplying] [the rockets/weapons/drones] to the [rebels/army]",
        "the [missile/drone/rocket] was [fired/launched] from [{country}/territory held by the rebels/a ship]",
        "[a hospital/a school/a bridge/the market] in {town} was "
        "[hit/destroyed/not damaged] by [artillery/an air strike]",
        "{country} [withdrew/will withdraw/moved] {many} [troops/soldiers] from the [border/valley] {month}",
        "the ceasefire [held/was broken/ended] {hour} {day}",
        "{n} [prisoners/hostages] were [exchanged/freed/still held] near {town}",
        "aid [trucks/convoys] [reached/could not reach/were turned back from] {town} for {n} days",
    ),
    (
        "{firm} [will cut/cut/has no plans to cut] {many} jobs [at its plant/at its offices] in {town}",
        "profits of {firm} [rose/fell] by {pct} [last year/in the second quarter/{month}]",
        "{firm} [offered/paid/refused to pay] {money} for {firm}",
        "{person} [resigned/was dismissed/stepped down] as head of {firm} {date}",
        "[regulators/the auditors] [found/did not find] {money} missing from the accounts of {firm}",
        "sales of {goods} [grew/shrank/stayed flat] to {money} in {country}",
        "the merger of {firm} and {firm} was [blocked/approved/delayed] by regulators in {country}",
        "{firm} [owes/has repaid/borrowed] {money} [to its suppliers/to banks in {country}]",
        "the price of {goods} [went up/went down] {pct} {since}",
    ),
    (
        "{union} [called/ended/voted for/postponed] a strike [at/over pay at] {firm} {day}",
        "{many} [workers/teachers/nurses/drivers] [walked out/joined the strike/stayed at work] in {town}",
        "[pay/wages] at {firm} [rose/will rise/have not risen] by {pct} {since}",
        "the [talks/negotiations] with {union} [collapsed/went on until midnight/were useful]",
        "{firm} [signed/broke/tore up] the agreement on [night shifts/overtime/pensions] {date}",
        "[police/guards] [pushed/hit/did not touch] [pickets/strikers] at the [gate/depot] in {town}",
        "[buses/trains/ferries] between {town} and {town} [will run/were cancelled/ran late] {day}",
        "a strike [costs/has cost] {firm} {money} a [day/week]",
    ),
    (
        "{person} [won/lost] the election in {town} with {pct} of the vote",
        "turnout in {town} was {pct}, [the lowest/the highest] in {n} years",
        "{many} [ballots/votes] were [not counted/counted twice/declared invalid] in {town}",
        "parliament [passed/rejected/put off] the [budget/pension bill/housing law/security law] by {n} votes",
        "{person} [met/never met/telephoned] {person} in {town} {date}",
        "the [minister/prime minister] [knew/was not told] about the payments from {firm}",
        "{person} [accepted/refused/returned] {money} from {firm}",
        "the coalition [will last/is finished/agreed on a new tax on {goods}]",
        "observers from {country} [saw/saw no] [fraud/irregularities] at {n} polling stations",
    ),
    (
        "{country} [imposed/lifted/will impose] sanctions on {n} [banks/companies/officials] of {country}",
        "{country} and {country} [signed/did not sign/will sign] a [trade/fishing/border/gas] agreement in {town}",
        "{country} [expelled/recalled/summoned] {n} diplomats [of {country}/after the dispute over {goods}]",
        "exports of {goods} from {country} [rose/fell/stopped] {month}",
        "the ambassador of {country} [apologised/denied everything/left {town}] {day}",
        "{country} [enriched/destroyed/never had] {many} kilograms of uranium",
        "a tariff of {pct} on {goods} from {country} [took effect/was dropped] {date}",
        "{country} [closed/reopened] its border with {country} {day}",
    ),
    (
        "{n} [patients/children] [died/fell ill/recovered] at the hospital in {town} {month}",
        "the [vaccine/drug] of {firm} [protects/does not protect] {pct} of those who take it",
        "the outbreak [began/started] [in a nursing home/on a farm/in a school] in {town}",
        "{many} [tests/doses] were [delivered/thrown away/missing] in {town}",
        "doctors at {town} [were not told/had been told] of the [infection/shortage of beds]",
        "waiting times for [operations/scans] [rose/fell] to {n} weeks in {town}",
        "{person} [falsified/published/withdrew] the results of the [trial/study] {month}",
        "the health ministry [bought/did not buy] {many} [masks/ventilators] from {firm}",
    ),
    (
        "the [flood/storm/earthquake] [destroyed/damaged] {many} houses in {town}",
        "the [dam/dyke/bridge] at {town} [broke/held/was inspected] {day}",
        "{n} people are [missing/dead/safe] after the [flood/landslide/storm] near {town}",
        "water [rose/fell] by {n} metres in {n} hours [at/near] {town}",
        "[sirens/a warning on the radio] [came too late/sounded/never sounded] in {town}",
        "the government [promised/paid/owes] {money} to [farmers/families] in {town}",
        "{many} hectares of forest [burned/were saved] near {town} {month}",
        "rescue teams from {country} [arrived/were not needed] {day}",
    ),
    (
        "{person} [stole/did not steal/returned] {money} from {firm}",
        "a court in {town} [sentenced/acquitted] {person} {date}",
        "[two men/a woman/three teenagers] [robbed/broke into] a [bank/jeweller's/pharmacy] on {street} {hour}",
        "police found {many} [kilograms of cocaine/cartridges/stolen phones] in a [garage/lorry/flat] in {town}",
        "the suspect [fled/was flown] to {country} {day}",
        "{person} [was shot/was stabbed/died] [in custody/outside a bar on {street}]",
        "the witness [withdrew/confirmed/changed] [his/her] statement {day}",
        "crime in {town} [fell/rose] by {pct} [last year/{since}]",
    ),
    (
        "{person} [scored/missed] {n} [goals/points] against {town} {day}",
        "{town} [signed/sold] {person} for {money}",
        "{person} [will miss/is fit for/was left out of] the match in {town}",
        "the referee [saw/did not see] the [foul/handball] in minute {n}",
        "{many} [fans/spectators] [came to/were turned away from] the stadium in {town}",
        "{person} [tested positive/was never tested] for [a banned drug/steroids] {month}",
        "the coach of {town} [was dismissed/will stay] after {n} defeats",
    ),
    (
        "a [train/bus/ferry/plane] from {town} to {town} [was late/crashed/was cancelled] {hour}",
        "the [driver/pilot/captain] [had slept/had not slept] for {n} hours",
        "[the brakes/the signal/an engine] [failed/worked] [before the crash/near {town}]",
        "{n} [passengers/crew members] [survived/were hurt] when the "
        "[train/ship] [hit/left] [the platform/the rails/a rock]",
        "the new [line/road/tunnel/airport] in {town} [will cost/has cost] {money}",
        "{firm} [inspected/did not inspect] the [bridge/track/aircraft] {month}",
        "fares in {town} [go up/went down] by {pct} {date}",
    ),
    (
        "{firm} [dumped/did not dump] {many} tonnes of [waste/chemicals] in the river at {town}",
        "emissions of {country} [fell/rose] by {pct} [{since}/in {n} years]",
        "the [wind farm/mine/refinery/power station] near {town} [will open/closed/was approved] {month}",
        "[tap water/the air/the beach] in {town} [is safe/is not safe/was tested] {day}",
        "{many} [fish/birds/cattle] died [near/downstream of] {town}",
        "the [reactor/pipeline] was [shut down/restarted] {hour} {day} [after a leak/for repairs]",
        "{country} [will ban/allowed] imports of {goods} {month}",
    ),
)
"""Each topic's sentences."""

ANYWHERE = (
    "[the letter/the report/the order] was [signed/sent/shown to reporters] by {person} {date}",
    "[nobody/everybody] in {town} [was asked/knew] about the [plan/contract/decision]",
    "the [council/ministry/committee] [spent/saved/lost] {money} [on the project/because of {firm}]",
    "{person} [was in {town}/was not in {town}] {date}",
    "there [is/was] [no evidence/clear evidence] [of a cover-up/against {person}/that {firm} paid]",
    "the [inquiry/investigation] [will end/ended/starts] {month}",
    "about {many} people [came to/stayed away from] the [meeting/funeral/protest] in {town}",
    "we [told/warned/never told] {person} about it {day}",
    "this [cannot/must not/will not] happen again in {town}",
)
"""What is said whatever the topic."""

TAILS = (
    "after {n} hours of talks",
    "despite a warning from {person}",
    "because of the [strike/shortage/dispute] at {firm}",
    "while the [minister/mayor/president] was in {country}",
    "although {firm} had promised the opposite",
    "before the [meeting/vote/hearing] in {town}",
    "without the consent of {union}",
    "for the [first/second/third] time in {n} years",
    "in front of {many} [people/witnesses/spectators]",
    "with money from {country}",
    "as {person} had [asked/feared/predicted]",
    "under a contract worth {money}",
    "according to a letter from {person}",
    "near the [old bridge/railway station/town hall/harbour] of {town}",
)
"""What is often said besides, at a sentence's end."""
