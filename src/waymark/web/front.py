"""The front page: the provider's own, with its words and programmes. Several providers are a plain list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waymark.ground.people import queries as people
from waymark.ground.people.access import Request
from waymark.ground.programmes import queries as programmes

if TYPE_CHECKING:
    from waymark.ground.people.models import Provider


def provider_of_site(request: HttpRequest) -> Provider | None:
    """Whose pages the site shows to visitors; None if it is several providers’, or of a name that isn’t ours."""
    try:
        name = request.get_host()
    except DisallowedHost:
        return None
    return people.find_provider_of_site(host=name.partition(":")[0])


def front_page(request: Request, host: Provider) -> HttpResponse:
    own = [published for published in programmes.list_newest() if published.provider_id == host.pk]
    context = {
        "host": host,
        "branding": people.find_branding(provider=host),
        "rows": [(published, programmes.programme_of(published)) for published in own],
    }
    return render(request, "web/front.html", context)


def providers_page(request: Request) -> HttpResponse:
    newest = programmes.list_newest()
    rows = [
        (provider, [published for published in newest if published.provider_id == provider.pk])
        for provider in people.list_providers()
    ]
    return render(request, "web/providers.html", {"rows": rows})
