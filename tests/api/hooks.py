"""What the invented requests need to reach the engine: a fresh idempotency key
for each, a shop with members and receipts, and the ids of things that exist."""

import json
import os
import threading
import urllib.request
import uuid

import schemathesis

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


def seed():
    known = {"member_id": [], "receipt_id": []}
    for phone in PHONES:
        member = post("/v1/members", {"identities": [{"kind": "phone", "value": phone}]})
        known["member_id"].append(member["member"])
        line = {"id": "1", "sku": "latte", "quantity": "2", "price": "250.00"}
        basket = {"member": {"phone": phone}, "store": {"id": "s1"}, "lines": [line]}
        known["receipt_id"].append(post("/v1/receipts", basket)["id"])
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
        if isinstance(case.body, dict) and "member" in case.body:
            case.body["member"] = {"phone": PHONES[turn % len(PHONES)]}
