"""The public page of receipts: valid or not, when, how many words, and how. No name, no text."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from waymark.ground.people.doors import Request, open_to_everyone
from waymark.journey.sit import queries
from waymark.journey.sit.receipts import is_valid, key_id, public_key, read_code, what_was_signed


@open_to_everyone
def receipts(request: Request) -> HttpResponse:
    said = request.GET.get("code", "")
    code = read_code(said)
    found = queries.find_receipt(code=code) if code else None
    public = public_key()
    valid = found is not None and is_valid(payload=found.payload, signature=found.signature, public=public)
    context = {
        "said": said[:80],
        "code": code,
        "asked": bool(said),
        "valid": valid,
        "signed": what_was_signed(found.payload) if found and valid else None,
        "demonstrates": settings.SIGNS_FOR_DEMONSTRATION,
        "public_key": public.hex(),
        "key_id": key_id(public),
    }
    return render(request, "sit/receipts.html", context)
