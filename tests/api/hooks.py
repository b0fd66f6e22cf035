"""What the invented requests need to reach the engine: a fresh idempotency key
for each, a shop with members and receipts, and the ids of things that exist."""

import ast
import json
import os
import threading
import urllib.request
import uuid

import schemathesis

# Python 3.11 counts how deep a tree is for all threads together, and stops with an error of its own when two of them
# read source at the same moment: they take turns.
_parse, _turn = ast.parse, threading.RLock()


def _parse_in_turn(*arguments, **options):
    with _turn:
        return _parse(*arguments, **options)


ast.parse = _parse_in_turn

BASE = os.environ["TESSERA_API"]
KEY = os.environ["TESSERA_ADMIN_KEY"]
PHONES = [f"+99450123456{digit}" for digit in range(5)]


def post(path, body):
    headers = {
        "Authorization": f"Bearer {KEY}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
    }
    request = urllib.request.Request(BASE + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


# What the programme calls things: as parts of addresses, and as words of bodies.
NAMED = {
    "membership": ["plus"],
    "raffle": ["spring"],
    "leaderboard": ["buyers"],
    "period": ["2026", "2025-Q4", "2026-03"],
}
WORDS = {
    "choice": "favourites",
    "offer": "weekend",
    "membership": "plus",
    "verification": "student",
    "product": "machine",
    "cause": "trees",
    "exchange": "airline",
    "unit": "points",
    "reward": "repair",
    "event": "review",
    "terms": "regular",
    "coupon": "printed",
    "type": "gift",
    "party": "trees",
}
# Fields of bodies that name a member.
PEOPLE = ("member", "to", "head")


def seed():
    known = {name: list(words) for name, words in NAMED.items()}

    def learn(name, value):
        known.setdefault(name, []).append(value)

    for number, phone in enumerate(PHONES):
        who = {"phone": phone}
        joined = post("/v1/members", {"identities": [{"kind": "phone", "value": phone}]})
        member = joined["member"]
        learn("member_id", member)
        line = {"id": "1", "sku": "latte", "quantity": "2", "price": "250.00"}
        basket = {"member": who, "store": {"id": "s1", "partner": "fresh"}, "lines": [line]}
        learn("receipt_id", post("/v1/receipts", basket)["id"])
        claim = post(f"/v1/members/{member}/claims", {"reward": "repair"})
        learn("claim_id", claim["claim"])
        hold = post("/v1/holds", {"member": who, "unit": "points", "amount": "2"})
        learn("hold_id", hold["hold"])
        airline = {"exchange": "airline", "account": "BW-7", "amount": "20"}
        learn("exchange_id", post(f"/v1/members/{member}/exchanges", airline)["exchange"])
        review = {"member": who, "event": "review", "reference": f"r-{number}", "evidence": "-"}
        learn("submission_id", post("/v1/events", review)["submission"])
        learn("group_id", post("/v1/groups", {"kind": "firm", "head": who})["group"])
        gift = post("/v1/certificates", {"type": "gift", "value": "25.00"})
        learn("certificate_id", gift["certificate"])
        dispute = {"party": "trees", "reason": "Less than last year"}
        learn("dispute_id", post("/v1/settlements/2026/disputes", dispute)["id"])
    return known


KNOWN = {}
LOCK = threading.Lock()
CALLS = {"count": 0}


@schemathesis.hook
def before_call(context, case, kwargs):
    with LOCK:
        if not KNOWN:
            KNOWN.update(seed())
    case.headers["idempotency-key"] = str(uuid.uuid4())
    CALLS["count"] += 1
    turn = CALLS["count"]
    # Two of three requests are about something that exists.
    if turn % 3:
        for name, ids in KNOWN.items():
            if name in (case.path_parameters or {}):
                case.path_parameters[name] = ids[turn % len(ids)]
        if isinstance(case.body, dict):
            fill(case.body, turn)
            if case.path == "/v1/groups" and "kind" in case.body:
                case.body["kind"] = "firm"


def fill(body, turn):
    for name in PEOPLE:
        if isinstance(body.get(name), dict):
            body[name] = {"phone": PHONES[turn % len(PHONES)]}
    for name, word in WORDS.items():
        if isinstance(body.get(name), str):
            body[name] = word
