"""Tells participants in good time what must be paid before they can go on, and when they wait for it.

| Rule                                                                   | Here           |
|------------------------------------------------------------------------|----------------|
| 14 days before an instalment is due, and once when it is overdue       | `rules.notice_for` |
| only where a gate looks at that payer's part, and it isn't paid         | `_is_awaited`  |
| not for someone who may carry on without payment, or doesn't take part | `_readers`     |
| once for each instalment                                               | `send_notices` |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.emails.actions import announce
from waymark.ground.emails.queries import list_announced, list_concerned
from waymark.ground.people.actions import Message
from waymark.journey.pay import emails, rules, words
from waymark.journey.pay.accounts import FeeAccount, list_accounts
from waymark.journey.pay.gates import rule_of, waivers_of
from waymark.journey.pay.models import Instalment
from waymark.journey.pay.rules import NoticeReason, Payer
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.formatting import listed, long_date, pounds

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.programmes.values import FeeGate


def send_notices(*, at: datetime) -> int:
    """Email everyone an instalment is awaited from; returns how many emails.

    Two statements while nothing is near or everyone was told.
    """
    near = _list_near(at=at)
    announced = list_announced(keys=near)
    by_cohort: dict[int, dict[str, Instalment]] = defaultdict(dict)
    for key, instalment in near.items():
        if key not in announced:
            by_cohort[_cohort_of(instalment).pk][key] = instalment
    return sum(_send(instalments, at=at) for instalments in by_cohort.values())


def _list_near(*, at: datetime) -> dict[str, Instalment]:
    """Instalments of agreements in force that someone may have to be told about now, by the key of the email."""
    since, until = timedelta(days=rules.LATE_NOTICE_DAYS + 1), timedelta(days=rules.NOTICE_DAYS + 1)
    rows = Instalment.objects.filter(
        due_on__gte=at.date() - since, due_on__lte=at.date() + until, share__agreement__replaced_by=None
    ).select_related(
        "share__agreement__enrolment__cohort__programme", "share__agreement__enrolment__cohort__provider"
    )
    near = {}
    for instalment in rows.order_by("pk"):
        reason = rules.notice_for(instalment.due_on, today=_today(_cohort_of(instalment), at))
        if reason is not None:
            near[f"pay.{reason}:{instalment.pk}"] = instalment
    return near


def _send(instalments: dict[str, Instalment], *, at: datetime) -> int:
    """To people of one cohort. What needs no email now is looked at again the next time."""
    cohort = _cohort_of(next(iter(instalments.values())))
    rule = rule_of(cohort)
    if rule is None or not rule.before:
        return 0
    accounts = _readers(cohort, at=at)
    return sum(
        announce(provider=cohort.provider, key=key, messages=_message(key, instalment, account, rule), at=at)
        for key, instalment in instalments.items()
        if (account := accounts.get(instalment.share.agreement.enrolment_id)) is not None
        and _is_awaited(instalment, account, rule)
    )


def _readers(cohort: Cohort, *, at: datetime) -> dict[int, FeeAccount]:
    """The accounts of everyone who takes part and has no waiver, by enrolment."""
    enrolments = list_concerned(cohort=cohort, at=at)
    waivers = waivers_of(enrolments)
    waiting = [row for row in enrolments if row.pk not in waivers or not waivers[row.pk].waived]
    return {account.enrolment.pk: account for account in list_accounts(enrolments=waiting, at=at)}


def _is_awaited(instalment: Instalment, account: FeeAccount, rule: FeeGate) -> bool:
    """Whether the payer's part counts, and what has been paid doesn't reach to the end of this instalment."""
    if Payer(instalment.share.payer) not in rule.debts_of:
        return False
    line = next(line for line in account.payers if line.share.pk == instalment.share_id)
    until = sum(row.pence for row in line.share.instalments.all() if row.due_on <= instalment.due_on)
    return line.balance.paid < until


def _message(
    key: str, instalment: Instalment, account: FeeAccount, rule: FeeGate
) -> Callable[[], list[Message]]:
    return lambda: [_write(key, instalment, account, rule)]


def _write(key: str, instalment: Instalment, account: FeeAccount, rule: FeeGate) -> Message:
    enrolment, payer = account.enrolment, Payer(instalment.share.payer)
    line = next(line for line in account.payers if line.share.pk == instalment.share_id)
    is_due = key.startswith(f"pay.{NoticeReason.DUE}:")
    overdue = words.overdue_in_words([(payer, line.balance.overdue)], names=words.OWN_PAYERS)
    return Message(
        emails.DUE if is_due else emails.OVERDUE,
        enrolment.person.email,
        {
            "greeting": enrolment.person.greeting,
            "instalment": pounds(instalment.pence),
            "payer": words.OWN_PAYERS[payer],
            "due": long_date(instalment.due_on),
            "overdue": overdue,
            "waits": listed([words.OWN_GATES[gate] for gate in rules.GateName if gate in rule.before]),
            "link": f"{site_address('pay:own')}?enrolment={enrolment.reference}",
        },
        once=f"{key}:{enrolment.person_id}",
        enrolment_id=enrolment.pk,
    )


def _cohort_of(instalment: Instalment) -> Cohort:
    return instalment.share.agreement.enrolment.cohort


def _today(cohort: Cohort, at: datetime) -> date:
    return local_day(at, zone_of(cohort=cohort))
