"""A record that hostile senders wrote: a script payload in every field that holds words."""

from __future__ import annotations

from typing import Any

from accounts.models import Desk, User, acting
from articles.models import Appearance, Job
from articles.states import JobState
from claims.models import Conflict, Reading
from tests import record

MARK = "xss7"
"""What every payload would call, were it run."""

SHAPES = [
    "<script>{}</script>",
    "</script><script>{}</script>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</style><script>{}</script>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script\n>{}</script\n>",
    "<script/src=data:,{}>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<<script>{}//<</script>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    '"><img src=x onerror={}>',
    "'><img src=x onerror={}>",
    "<img src=x onerror={}>",
    "<img src=x:{} onerror=eval(src)>",
    "<img/src/onerror={}>",
    "<svg onload={}>",
    "<svg/onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><a xlink:href=javascript:{}>x</a></math>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<iframe src=javascript:{}></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<object data=javascript:{}></object>",
    "<embed src=javascript:{}>",
    "<form action=javascript:{}><button>x</button></form>",
    "<button formaction=javascript:{}>x</button>",
    "<a href=javascript:{}>x</a>",
    "<a href='java\tscript:{}'>x</a>",
    "<base href=//{}.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<link rel=stylesheet href=//{}.example/x.css>",
    "<style>@import '//{}.example/x.css'</style>",
    "<p style=background:url(javascript:{})>",
    "<p hx-on:click={}>",
    "<p hx-get=/ hx-trigger=load hx-vals='js:{}'>",
    "<p hx-on--load={}>",
    '" onmouseover={} x="',
    "' onmouseover={} x='",
    '" autofocus onfocus={} x="',
    " onmouseover={} ",
    "`-{}-`",
    "';{};'",
    '";{};"',
    "\\';{};//",
    "${{{}}}",
    "{{{{ {} }}}}",
    "{{% {} %}}",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "&lt;script&gt;{}&lt;/script&gt;",
]
"""Sixty, each with a place for what it would run."""


def payload(number: int) -> str:
    """The payload of this number, which can be told from all others."""
    return SHAPES[number].format(f"{MARK}({number})")


def written(number: int, *, by: User, desk: Desk) -> Conflict:
    """Two articles with this payload in every field, who speaks in them, and the conflict between them."""
    bad = payload(number)
    sides = []
    for side in range(2):
        row = record.article(
            f"{bad} of side {side} said: “{bad} {side + 10} people.” {bad}",
            by=by,
            headline=f"{bad} {side}",
            outlet=bad,
            url=f"https://x.example/{bad}",
            filename=bad.replace("/", "∕"),
        )
        Appearance.objects.filter(article=row).update(byline=bad, desk=desk, unread=[bad])
        voice = record.voice(row, bad, speaker=record.speaker(f"{bad} {side}"))
        voice.reason = bad
        voice.save(update_fields=["reason"])
        quote = record.quote(row, f"{bad} {side + 10} people.", voice=voice, cue="said")
        quote.reason = bad
        quote.save(update_fields=["reason"])
        sides.append(record.claim(quote, f"{bad} {side + 10} people"))
        Reading.objects.filter(text=row.current_text).update(engine=bad[:80])
        example = {"what": "gained", "words": bad, "before": bad, "after": bad}
        record.preview(row, engine=bad[:80], gained=1, examples=[example])
    conflict = record.conflict(*sides, (bad, bad), f"{{left}} {bad.replace('{', '(').replace('}', ')')} {{right}}")
    failed = record.appearance(None, by=by, filename=f"failed {bad}", headline=bad, state=JobState.FAILED, error=bad)
    Job.objects.filter(target_id=failed.pk).update(error_code=bad[:40])
    return conflict


def acted(row: Any, *, by: User, reason: str) -> None:
    """An act with a payload for its reason."""
    with acting("reject_quote", by=by, reason=reason) as act:
        act.record(row, before={"note": reason}, after={"note": reason})
