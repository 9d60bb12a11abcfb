"""The public pages to check a receipt: whether it is valid, when, how many words, and how. No name, no text.

An uploaded file holds its writer's answers. They never reach a template: pages get a `ReceiptCheck` alone.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from waymark.ground.people.access import Request, open_to_everyone, same_for_everyone
from waymark.journey.sit.receipts.attachments import signed_of
from waymark.journey.sit.receipts.file import REASONS, ReceiptCheck, SignedPayload, check_receipt
from waymark.journey.sit.receipts.forms import ReceiptFileForm
from waymark.journey.sit.receipts.keys import key_list
from waymark.journey.sit.receipts.payload import NotAReceipt
from waymark.journey.sit.receipts.queries import find_receipt
from waymark.journey.sit.receipts.signing import list_keys, parse_code

RATE = {"receipts": "30/m/ip"}
"""For each address, codes and files together."""
NO_SUCH_CODE = (
    "No receipt on this site has that code. "
    "A receipt code has 20 letters and numbers, and never contains 0, O, 1, I or L."
)


@open_to_everyone
@never_cache
def receipts(request: Request) -> HttpResponse:
    """GET: checks a code, if there is one. POST: checks a file."""
    typed = request.GET.get("code", "").strip()
    if (typed or request.method == "POST") and _is_over_rate(request):
        return _not_indexed(_too_many_requests(request))
    if request.method == "POST":
        return _not_indexed(_check_file(request))
    return _not_indexed(_check_code(request, typed))


def _check_code(request: Request, typed: str) -> HttpResponse:
    code = parse_code(typed)
    receipt = find_receipt(code=code) if code else None
    check, problem_sentence = None, NO_SUCH_CODE
    try:
        check = _check(signed_of(receipt)) if receipt else None
    except NotAReceipt as problem:
        problem_sentence = str(problem)
    context = {"typed": typed[:80], "code": code, "form": ReceiptFileForm(), "is_checked": bool(typed)}
    if "code" in request.GET and not typed:
        context["code_error"] = "Enter a receipt code"
    return render(request, "sit/receipts.html", context | _result(check, otherwise=problem_sentence))


def _check_file(request: Request) -> HttpResponse:
    form = ReceiptFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            result = _result(_check(form.cleaned_data["file"]))
            return render(
                request, "sit/receipts.html", {"is_checked": True, "form": ReceiptFileForm()} | result
            )
        except NotAReceipt as problem:
            form.add_error("file", str(problem))
    return render(request, "sit/receipts.html", {"form": form} | _result(None), status=422)


def _check(signed: SignedPayload) -> ReceiptCheck:
    return check_receipt(signed, keys=list_keys())


def _result(check: ReceiptCheck | None, *, otherwise: str = "") -> dict[str, object]:
    """What the template gets: only facts that were signed, never an unsigned part of an uploaded file."""
    facts = check.facts if check else None
    reason = REASONS[check.reason] if check and check.reason else otherwise
    return {"facts": facts, "reason": "" if facts else reason, "keys": list_keys()[:1]}


def _is_over_rate(request: HttpRequest) -> bool:
    limited = {"app": "waymark.sit", "action": "receipts", "config": RATE, "limit_get": True}
    return ratelimit.consume(request, **limited) is None


def _too_many_requests(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = respond_429(request)
    response["Retry-After"] = "60"
    return response


def _not_indexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


@same_for_everyone
def keys(request: Request) -> HttpResponse:
    """The keys that check receipts, the current one first."""
    return render(request, "sit/keys.html", {"keys": list_keys()})


@same_for_everyone
def keys_file(request: Request) -> HttpResponse:
    """The same list for programs, as `bin/waymark verify-receipt --keys` reads it."""
    return JsonResponse(key_list(list_keys()), json_dumps_params={"indent": 1})
