"""The navigation of each role leads to its pages."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from waymark.ground.people.roles import Role
from waymark.kit.addresses import address
from waymark.web.nav import MAIN_LINKS, links_for


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_links_and_home_is_the_first(role: Role) -> None:
    links = links_for(role)
    assert [label for label, _ in links] == [label for label, _ in MAIN_LINKS[role]]
    assert links[0][1] == "/"
    assert links_for(None) == []


def test_page_shows_the_links_of_the_persons_role(cast: Cast) -> None:
    page = cast.browser("grace").get("/").content.decode()
    assert 'href="/audit-log/"' in page
    assert f'href="{address("practise:workbook")}"' not in page
