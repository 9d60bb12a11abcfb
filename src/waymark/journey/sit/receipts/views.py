"""The public pages of receipts: whether one is valid, when, how many words, and how. No name, no text.

A file brought here holds its writer's answers. They stay in `receipt_file`: a page is given a `Verdict` alone.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from waymark.ground.people.doors import Request, open_to_everyone
from waymark.journey.sit import queries
from waymark.journey.sit.receipts.enclosures import signed_of
from waymark.journey.sit.receipts.forms import ReceiptFileForm
from waymark.journey.sit.receipts.receipt_bytes import NotAReceipt
from waymark.journey.sit.receipts.receipt_file import SAYS, Signed, Verdict, check
from waymark.journey.sit.receipts.receipt_keys import published
from waymark.journey.sit.receipts.signing import list_keys, read_code

TRIES = {"receipts": "30/m/ip"}
"""For each address, codes and files together."""
NO_SUCH_CODE = (
    "No receipt of this installation has that code. "
    "A code has twenty letters and figures, and never 0, O, 1, I or L."
)


@open_to_everyone
@never_cache
def receipts(request: Request) -> HttpResponse:
    """GET: a code, if one is said. POST: a file."""
    said = request.GET.get("code", "").strip()
    if (said or request.method == "POST") and _tried_too_often(request):
        return _not_indexed(_too_many(request))
    if request.method == "POST":
        return _not_indexed(_by_file(request))
    return _not_indexed(_by_code(request, said))


def _by_code(request: Request, said: str) -> HttpResponse:
    code = read_code(said)
    found = queries.find_receipt(code=code) if code else None
    verdict, why_not = None, NO_SUCH_CODE
    try:
        verdict = _checked(signed_of(found)) if found else None
    except NotAReceipt as problem:
        why_not = str(problem)
    context = {"said": said[:80], "code": code, "form": ReceiptFileForm(), "asked": bool(said)}
    if "code" in request.GET and not said:
        context["no_code"] = "Type the code of a receipt."
    return render(request, "sit/receipts.html", context | _says(verdict, otherwise=why_not))


def _by_file(request: Request) -> HttpResponse:
    form = ReceiptFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            says = _says(_checked(form.cleaned_data["file"]))
            return render(request, "sit/receipts.html", {"asked": True, "form": ReceiptFileForm()} | says)
        except NotAReceipt as problem:
            form.add_error("file", str(problem))
    return render(request, "sit/receipts.html", {"form": form} | _says(None), status=422)


def _checked(signed: Signed) -> Verdict:
    return check(signed, keys=list_keys())


def _says(verdict: Verdict | None, *, otherwise: str = "") -> dict[str, object]:
    """What the page is given of a verdict; of a file's own words, nothing that is not signed."""
    told = verdict.told if verdict else None
    why_not = SAYS[verdict.why_not] if verdict and verdict.why_not else otherwise
    return {"told": told, "why_not": "" if told else why_not, "keys": list_keys()[:1]}


def _tried_too_often(request: HttpRequest) -> bool:
    limited = {"app": "waymark.sit", "action": "receipts", "config": TRIES, "limit_get": True}
    return ratelimit.consume(request, **limited) is None


def _too_many(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = respond_429(request)
    answer["Retry-After"] = "60"
    return answer


def _not_indexed(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer


@open_to_everyone
def keys(request: Request) -> HttpResponse:
    """The keys with which receipts are checked, the one that signs now first."""
    return render(request, "sit/keys.html", {"keys": list_keys()})


@open_to_everyone
def keys_file(request: Request) -> HttpResponse:
    """The same list for programs, as `bin/waymark verify-receipt --keys` reads it."""
    return JsonResponse(published(list_keys()), json_dumps_params={"indent": 1})
