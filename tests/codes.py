"""What `tests.test_permissions` is written in: an address as a row, and what each role gets, eight status codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

type Expected = tuple[int, int, int, int, int, int, int, int]

# fmt: off
#                          visitor, reader, stranger, viewer, editor, fact-checker, curator, admin
SEE: Expected =           (    302,    200,      403,    200,    200,          200,     200,   200)
ALL: Expected =           (    200,    200,      200,    200,    200,          200,     200,   200)
NO_PAGE: Expected =       (    302,    405,      403,    405,    405,          405,     405,   405)
NO_ONE: Expected =        (    405,    405,      405,    405,    405,          405,     405,   405)
SENT: Expected =          (    302,    302,      403,    302,    302,          302,     302,   302)
PAGE_UPLOAD: Expected =   (    302,    403,      403,    403,    302,          302,     302,   302)
PAGE_REVIEW: Expected =   (    302,    403,      403,    403,    302,          302,     302,   302)
PAGE_REVIEW_SEE: Expected = (   302,    403,      403,    403,    200,          200,     200,   200)
PAGE_RULE: Expected =     (    302,    403,      403,    403,    403,          302,     403,   302)
PAGE_IDENTITY_SEE: Expected = ( 302,    403,      403,    403,    403,          403,     200,   200)
PAGE_IDENTITY: Expected = (    302,    403,      403,    403,    403,          403,     302,   302)
API_SEE: Expected =       (    401,    200,      403,    200,    200,          200,     200,   200)
API_NO: Expected =        (    401,    401,      403,    405,    405,          405,     405,   405)
API_NO_GET: Expected =    (    401,    405,      403,    405,    405,          405,     405,   405)
API_UPLOAD: Expected =    (    401,    401,      403,    403,    202,          202,     202,   202)
API_REVIEW: Expected =    (    401,    401,      403,    403,    200,          200,     200,   200)
API_RULE: Expected =      (    401,    401,      403,    403,    403,          200,     403,   200)
API_IDENTITY: Expected =  (    401,    401,      403,    403,    403,          403,     200,   200)
TOKEN: Expected =         (    401,    401,      200,    200,    200,          200,     200,   200)
NO_TOKEN: Expected =      (    401,    401,      401,    401,    401,          401,     401,   401)
TOKEN_NO: Expected =      (    405,    405,      405,    405,    405,          405,     405,   405)
DOCS: Expected =          (    302,    200,      403,    200,    200,          200,     200,   200)
STAFF: Expected =         (    302,    302,      302,    302,    302,          302,     200,   200)
STAFF_SENT: Expected =    (    302,    302,      302,    302,    302,          302,     302,   302)
STAFF_NO: Expected =      (    302,    302,      302,    302,    302,          302,     403,   403)
STAFF_METHOD: Expected =  (    302,    302,      302,    302,    302,          302,     405,   405)
STAFF_NONE: Expected =    (    302,    302,      302,    302,    302,          302,     404,   404)
ADMIN: Expected =         (    302,    302,      302,    302,    302,          302,     403,   200)
ADMIN_GATE: Expected =    (    302,    302,      403,    403,    403,          403,     302,   302)
OWN: Expected =           (    302,    302,      200,    200,    200,          200,     200,   200)
OWN_NO: Expected =        (    302,    302,      405,    405,    405,          405,     405,   405)
PAGE_READ_AGAIN: Expected = (  302,    302,      403,    403,    403,          403,     403,   200)
PAGE_READ_AGAIN_SENT: Expected = (302, 302,      403,    403,    403,          403,     403,   302)
SEE_WORK: Expected =      (    302,    302,      403,    200,    200,          200,     200,   200)
NO_WORK: Expected =       (    302,    302,      403,    405,    405,          405,     405,   405)
RETRY: Expected =         (    302,    404,      403,    403,    302,          302,     302,   302)
API_RECEIPT: Expected =   (    401,    404,      403,    200,    200,          200,     200,   200)
# fmt: on


@dataclass(frozen=True)
class Scene:
    """One row of everything that an address may point to, each in a state in which its acts are possible."""

    conflict: Any
    quote: Any
    accepted: Any
    confirmed: Any
    voice: Any
    decided: Any
    bell: Any
    renamed: Any
    member: Any
    taken_out: Any
    tombstone: int
    rows: dict[str, Any]


@dataclass(frozen=True)
class Row:
    """What comes of one address. `sends` is the body of what changes something; `others` are the methods not named."""

    by: dict[str, Expected]
    args: Callable[[Scene], list[Any]] = lambda scene: []
    others: Expected = NO_PAGE
    sends: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    version: Callable[[Scene], int] = lambda scene: 1
    path: Callable[[Scene], str] | None = None
    json: bool = field(default=False)
