"""Each kind of fault, planted in an invented pack: reported there, and not reported once it is fixed."""

import re
from collections.abc import Callable

import pytest

from tests.packs.planting import (
    ASSUMED,
    FRAMEWORK,
    NOTES,
    Fault,
    Files,
    both,
    findings_in,
    in_entry,
    sound,
    swap,
    without_dates,
)
from waymark.ground.programmes import checker

PART = "components"

TOTALS = [
    Fault(
        "total-missing",
        "components",
        swap(("stated_minutes: 900\n", ""), ("stated_printed: {as_printed: 15 hours}\n", "")),
    ),
    Fault(
        "total-differs",
        "stated_minutes",
        swap(("stated_minutes: 900", "stated_minutes: 960")),
        sentence="total is 16 h, but the components add up to 15 h",
    ),
    Fault(
        "total-against-items",
        "stated_minutes",
        in_entry("change-1", "counts: true", "counts: false"),
        sentence="items that count add up to 11 h",
    ),
    Fault(
        "total-needs-two-day-lengths",
        "stated_minutes",
        both(
            in_entry("workshops", "count: 2", "count: 2\n    stated_days: 1", key=PART),
            in_entry("study", "count: 1", 'count: 1\n    stated_days: "1/2"', key=PART),
            swap(("strands:\n", "hours_per_day: {workshops: 6, study: 4}\nstrands:\n")),
        ),
    ),
    Fault(
        "days-without-length",
        "components.study.stated_days",
        in_entry("study", "count: 1", "count: 1\n    stated_days: 1", key=PART),
    ),
    Fault(
        "count-times-unit",
        "components.workshops.unit_minutes",
        swap(("unit_minutes: 180", "unit_minutes: 170")),
    ),
    Fault("counts-missing", "components.study", in_entry("study", "    count: 1\n", "", key=PART)),
    Fault(
        "coaching-count-missing", "components.coaching", in_entry("coaching", "    count: 1\n", "", key=PART)
    ),
]

TABLE_AND_MAP = [
    Fault(
        "minutes-against-map",
        "components.reflection",
        in_entry("reflection", "minutes: 30\n", "minutes: 45\n", key=PART),
        sentence="states 45 min, but its 1 item adds up to 30 min",
    ),
    Fault("count-against-map", "components.workshops", swap(("count: 2", "count: 3"))),
    Fault(
        "not-on-map",
        "components.coaching",
        swap(("    line: {number: 4, label: Coaching, time: 1 hour}\n", "")),
    ),
    Fault("not-in-table", "items.group-1", swap(("    component: group\n", ""))),
    Fault(
        "component-unused",
        "components.visit",
        swap(
            (
                "modules:\n",
                "  - {id: visit, title: Visit, mode: in_person, count: 1, minutes: 60}\nmodules:\n",
            )
        ),
    ),
    Fault(
        "initial-not-first",
        "items.reflection-1",
        in_entry("reflection", "title: Reflection", "title: Initial reflection", key=PART),
    ),
    Fault(
        "figure-two-ways",
        "components.workshops.elsewhere",
        in_entry(
            "workshops", "count: 2", "count: 2\n    elsewhere: [{as_printed: three days, count: 3}]", key=PART
        ),
    ),
    Fault(
        "named-two-ways",
        "items.group-1.elsewhere",
        in_entry("group-1", "way: met", "way: met\n    elsewhere: [{as_printed: circle, label: Circle}]"),
    ),
    Fault(
        "mention-without-time",
        "mentions.0",
        swap(("{as_printed: coaching, component: coaching}", "{as_printed: peer review}")),
    ),
    Fault("line-number-twice", "items.group-1.line", swap(("number: 5", "number: 4")), "error"),
]

PRINTED = [
    Fault("printed-against-value", "components.workshops.printed", swap(("6 hours", "7 hours"))),
    Fault(
        "printed-against-value",
        "items.coaching-1.line",
        in_entry("coaching-1", "time: 1 hour", "time: 45 mins"),
    ),
    Fault("printed-against-value", "stated_printed", swap(("as_printed: 15 hours", "as_printed: 16hrs"))),
    Fault("printed-against-value", "assessment.printed.max_words", swap(('"1,200 words"', '"1,500 words"'))),
    Fault("printed-against-value", "fee.printed", swap(("£600 plus VAT", "£650 plus VAT"))),
    Fault(
        "printed-against-value",
        "assessment.printed.days",
        swap(("{as_printed: 8 days}", "{as_printed: seven day}")),
    ),
    Fault("printed-against-value", "fee.vat_extra", swap(("£600 plus VAT", "£600 including VAT"))),
    Fault(
        "printed-against-value",
        "start",
        swap(("start: {as_printed: September 2026}", "start: {as_printed: October 2026}")),
    ),
    Fault("printed-not-compared", "fee.vat_extra", swap(("£600 plus VAT", "£600")), "note"),
    Fault(
        "printed-not-compared",
        "assessment.printed.days",
        swap(("{as_printed: 8 days}", "{as_printed: a short while}")),
        "note",
    ),
    Fault(
        "printed-not-compared",
        "components.workshops.printed",
        swap(("{as_printed: 6 hours}", "{as_printed: 4 to 6 hours}")),
        "note",
    ),
    Fault(
        "printed-not-compared",
        "items.group-1.span",
        in_entry("group-1", "as_printed: November 2026", "as_printed: autumn 2026"),
        "note",
    ),
    Fault(
        "taken-against-value",
        "components.workshops.printed",
        swap(("{as_printed: 6 hours}", "{as_printed: 5 hours, taken_as: 7 hours, reason: The map says so}")),
    ),
    Fault(
        "taken-against-value",
        "fee.printed",
        swap(
            (
                '{as_printed: "£600 plus VAT"}',
                '{as_printed: "£600 plus VAT", taken_as: "£650 plus VAT", reason: It was corrected}',
            )
        ),
    ),
    Fault(
        "limit-against-words",
        "assessment.printed.max_words",
        swap(('"1,200 words"', '"at least 1,200 words"')),
    ),
    Fault(
        "limit-against-words",
        "assessment.printed.case_min_words",
        swap(
            (
                '    max_words: {as_printed: "1,200 words"}',
                '    case_min_words: {as_printed: "no more than 1,000 words"}',
            )
        ),
    ),
    Fault(
        "printed-unknown-field",
        "assessment.printed.max_word",
        swap(("    max_words: {as_printed", "    max_word: {as_printed")),
        "error",
    ),
    Fault(
        "printed-unknown-field",
        "assessment.assumed.zones",
        swap(("  plan: {day: 182}", "  assumed: {zones: {reason: Unknown}}\n  plan: {day: 182}")),
        "error",
    ),
    Fault(
        "assumed-though-printed",
        "assessment.printed.pass_numerator",
        swap(("    days: {as_printed: 8 days}", "    pass_numerator: {as_printed: 60%}")),
    ),
    Fault("printed-too-long", "", swap(("as_printed: March 2027", "as_printed: The window opens in March."))),
    Fault(
        "taken-without-reason",
        "",
        swap(("{as_printed: at least 80%}", "{as_printed: at least 80%, taken_as: 80 %}")),
        "error",
    ),
]

DATES = [
    Fault(
        "date-unreadable",
        "items.group-1.span",
        in_entry("group-1", "first: 2026-11", "first: 2026-13"),
        "error",
    ),
    Fault("date-unreadable", "items.study-1.span", swap(("last: 2026-10}", "last: 2026-08}")), "error"),
    Fault("date-unreadable", "start_month", swap(("start_month: 2026-09", "start_month: autumn")), "error"),
    Fault(
        "date-unreadable", "plan_start", swap(("plan_start: 2026-09-07", "plan_start: 9999-12-31")), "error"
    ),
    Fault("start-unknown", "start", swap(("start_month: 2026-09\n", ""))),
    Fault("undated", "start", without_dates),
    Fault(
        "out-of-order",
        "items.study-1.span",
        swap(("first: 2026-09, last: 2026-10}", "first: 2026-08, last: 2026-10}")),
    ),
    Fault(
        "after-next-module",
        "items.coaching-1.span",
        in_entry("coaching-1", "first: 2026-10", "first: 2027-10"),
    ),
    Fault(
        "outside-module", "items.coaching-1.span", in_entry("coaching-1", "first: 2026-10", "first: 2026-12")
    ),
    Fault(
        "outside-programme",
        "items.workshop-1.span",
        in_entry("workshop-1", "first: 2026-09", "first: 2025-09"),
    ),
    Fault(
        "after-assessment",
        "items.workshop-2.span",
        in_entry("workshop-2", "first: 2027-01", "first: 2027-03"),
    ),
    Fault(
        "span-too-open",
        "items.group-1.span",
        in_entry("group-1", "first: 2026-11", "first: 2026-11, last: 2027-06"),
    ),
    Fault(
        "sessions-overlap",
        "items.workshop-2.span",
        in_entry("workshop-2", "first: 2027-01", "first: 2026-09, last: 2027-01"),
    ),
    Fault("window-before-end", "assessment.windows.march-2027", swap(("first: 2027-03", "first: 2027-02"))),
    Fault(
        "window-near-deadline", "assessment.windows.march-2027", swap(("on: 2027-07-30", "on: 2027-04-20"))
    ),
    Fault("no-slack-before-gate", "signposts.engagement-asked", swap(("first: 2027-02}", "first: 2027-01}"))),
]

DATES += [
    Fault(code, "items.workshop-2.span", in_entry("workshop-2", "first: 2027-01", "first: 2027-03-01"))
    for code in ("outside-programme", "after-assessment")
]

PLAN = [
    Fault("plan-after-assessment", "items.workshop-2.plan", swap(("{day: 182}", "{day: 129}"))),
    Fault("plan-outside-programme", "items.workshop-1.plan", in_entry("workshop-1", "day: 3", "day: -1")),
    Fault(
        "plan-outside-programme", "items.study-1.plan", in_entry("study-1", "until_day: 39", "until_day: 5")
    ),
    Fault("plan-outside-programme", "assessment.plan", swap(("{day: 182}", "{day: 400}"))),
    Fault("plan-after-assessment", "items.workshop-2.plan", swap(("{day: 182}", "{day: 120}"))),
    Fault(
        "plan-before-prerequisite", "items.reflection-1.plan", in_entry("reflection-1", "day: 4", "day: 2")
    ),
    Fault("plan-outside-span", "items.group-1.plan", in_entry("group-1", "day: 66", "day: 94")),
    Fault(
        "sessions-collide",
        "items.coaching-1.plan",
        in_entry("coaching-1", 'day: 24, starts: "16:00"', 'day: 3, starts: "12:00"'),
    ),
    Fault(
        "sessions-collide",
        "items.coaching-1.plan",
        both(
            in_entry("workshop-1", "day: 3", "day: 3, until_day: 4"),
            in_entry("coaching-1", 'day: 24, starts: "16:00"', 'day: 4, starts: "20:00"'),
        ),
    ),
    Fault("weekend-session", "items.workshop-1.plan", in_entry("workshop-1", "day: 3", "day: 5")),
    Fault("bank-holiday-clash", "items.workshop-2.plan", in_entry("workshop-2", "day: 129", "day: 112")),
    Fault("holidays-unknown", "plan_start", swap(("{day: 182}", "{day: 500}"))),
    Fault("holidays-unknown", "plan_start", swap(("plan_start: 2026-09-07", "plan_start: 2027-09-06"))),
    Fault("half-term-clash", "items.coaching-1.plan", in_entry("coaching-1", "day: 24", "day: 52")),
    Fault("asked-before-experience", "items.reflection-1.plan", in_entry("reflection-1", "day: 4", "day: 2")),
    Fault("deadline-without-activity", "deadlines.0", swap(("on: 2026-10-30", "on: 2026-09-08"))),
    Fault("planned-window-near-deadline", "assessment.plan", swap(("on: 2027-07-30", "on: 2027-04-02"))),
]

ITEMS = [
    Fault("item-without-actor", "items.group-1", in_entry("group-1", "    actor: participant\n", "")),
    Fault("item-without-catch-up", "items.group-1", in_entry("group-1", "    catch_up: task\n", "")),
    Fault("item-without-mode", "items.group-1.mode", in_entry("group-1", "    mode: group\n", ""), "error"),
    Fault(
        "item-without-counts", "items.group-1.counts", in_entry("group-1", "    counts: true\n", ""), "error"
    ),
    Fault(
        "mentor-counted",
        "items.check-in-1.counts",
        in_entry("check-in-1", "counts: false", "counts: true"),
        "error",
    ),
    Fault(
        "mentor-typed-as-participant",
        "items.check-in-1.mode",
        in_entry("check-in-1", "mode: one_to_one", "mode: vle"),
    ),
    Fault(
        "mode-contradiction",
        "components.group",
        in_entry("group", "mode: group", "mode: group\n    modes_printed: [group, vle]", key=PART),
    ),
    Fault("mode-against-way", "items.group-1.mode", in_entry("group-1", "mode: group", "mode: vle")),
    Fault(
        "mode-against-component", "items.group-1.mode", in_entry("group-1", "mode: group", "mode: in_person")
    ),
    Fault(
        "counts-without-minutes",
        "items.coaching-1.minutes",
        in_entry("coaching-1", "minutes: 60", "minutes: 0"),
    ),
    Fault(
        "answered-without-questions",
        "items.reflection-1",
        in_entry("reflection-1", "    question_set: after-workshop-1\n", ""),
    ),
    Fault(
        "studied-without-pages",
        "items.study-1",
        in_entry("study-1", "        minutes: 120", "        minutes: 90"),
    ),
    Fault("session-without-time", "items.group-1.plan", in_entry("group-1", ', starts: "16:00"', "")),
]

LINKS = [
    Fault("duplicate-id", "", swap(("id: coaching-1", "id: workshop-2")), "error"),
    Fault("duplicate-id", "", swap(("id: group\n", "id: study\n")), "error"),
    Fault("duplicate-id", "", swap(("{id: hours,", "{id: feedback,")), "error"),
    Fault("duplicate-id", "", swap(('code: "2.1"', 'code: "1.1"'), file=FRAMEWORK), "error"),
    Fault(
        "dangling-reference",
        "items.group-1.module",
        in_entry("group-1", "module: module-2", "module: module-9"),
        "error",
    ),
    Fault(
        "dangling-reference",
        "items.group-1.component",
        in_entry("group-1", "component: group", "component: circle"),
        "error",
    ),
    Fault(
        "dangling-reference",
        "items.reflection-1.after",
        swap(("after: [workshop-1]", "after: [workshop-9]")),
        "error",
    ),
    Fault(
        "dangling-reference",
        "items.reflection-1.question_set",
        swap(("question_set: after-workshop-1", "question_set: nowhere")),
        "error",
    ),
    Fault(
        "dangling-reference", "items.group-1.statements", in_entry("group-1", '["2.3"]', '["9.9"]'), "error"
    ),
    Fault(
        "dangling-reference",
        "items.study-1.pages.a-team.statements",
        swap(('["1.3", "2.1"]', '["1.3", "2.9"]')),
        "error",
    ),
    Fault(
        "dangling-reference",
        "question_sets.after-workshop-1.after",
        swap(("    after: workshop-1\n", "    after: workshop-9\n")),
        "error",
    ),
    Fault(
        "dangling-reference",
        "question_sets.after-workshop-1.questions.hours",
        swap(('practice, statement: "1.1"', 'practice, statement: "1.9"')),
        "error",
    ),
    Fault(
        "dangling-reference", "strands.people.sections", swap(("sections: [1]", "sections: [1, 7]")), "error"
    ),
    Fault(
        "dangling-reference",
        "mentions.0",
        swap(("{as_printed: coaching, component: coaching}", "{as_printed: coaching, component: coach}")),
        "error",
    ),
    Fault(
        "dangling-reference",
        "hours_per_day.visits",
        swap(("strands:\n", "hours_per_day: {visits: 6}\nstrands:\n")),
        "error",
    ),
    Fault(
        "dangling-reference",
        "modules.module-1.statements",
        swap(("title: Module 1,", 'title: Module 1, statements: ["8.8"],')),
        "error",
    ),
    Fault(
        "dangling-reference",
        "frameworks.third-programme.sections.people.statements.1.1",
        swap(("scarcest resource.}", "scarcest resource., evidence: [nobody-2001]}"), file=FRAMEWORK),
        "error",
    ),
    Fault(
        "prerequisite-cycle",
        "items.reflection-1.after",
        swap(
            ("after: [workshop-1]", "after: [coaching-1]"),
            ("    plan: {day: 24", "    after: [reflection-1]\n    plan: {day: 24"),
        ),
        "error",
    ),
    Fault("footnote-unresolved", "items.check-in-1", swap(('  - {mark: "*",', '  - {mark: "**",'))),
    Fault(
        "footnote-unresolved",
        "footnotes.**",
        swap(
            (
                "deadlines:\n",
                '  - {mark: "**", as_printed: coaching, says: Coaching is open to all.}\ndeadlines:\n',
            )
        ),
    ),
]

COVERAGE = [
    Fault("strand-without-section", "strands.people", swap(("sections: [1], ", ""))),
    Fault("section-without-strand", "strands", swap(("sections: [1], ", "touches: [1], "))),
    Fault(
        "statements-never-taught",
        "frameworks.third-programme.sections.people",
        in_entry("workshop-1", '["1.1", "1.2"]', '["1.2"]'),
        sentence="1.1",
    ),
    Fault("statements-never-asked", "question_sets", swap((', statement: "1.1"', "")), sentence="1 of 6"),
    Fault(
        "section-never-asked",
        "frameworks.third-programme.sections.subject",
        swap((', statement: "2.1"', ""), (', statement: "2.2"', ""), (', statement: "2.3"', "")),
    ),
    Fault(
        "block-not-taught",
        "modules.module-1.statements",
        swap(("title: Module 1,", 'title: Module 1, statements: ["2.3"],')),
    ),
    Fault(
        "module-empty",
        "modules.module-3",
        swap(
            (
                "items:\n  - id: workshop-1\n",
                "  - {id: module-3, title: Module 3}\nitems:\n  - id: workshop-1\n",
            )
        ),
    ),
    Fault(
        "question-set-unused",
        "question_sets.after-workshop-1",
        in_entry("reflection-1", "    question_set: after-workshop-1\n", ""),
    ),
    Fault(
        "asked-before-taught",
        "question_sets.after-workshop-1",
        swap(("    baseline: true\n", "")),
        sentence="taught only on day 7",
    ),
    Fault(
        "asked-before-taught",
        "question_sets.after-workshop-1",
        both(
            swap(("    baseline: true\n", "")),
            in_entry("group-1", '    statements: ["2.3"]\n', ""),
            in_entry("workshop-2", '["2.2", "2.3"]', '["2.2"]'),
        ),
        sentence="no day",
    ),
]

PROMISES = [
    Fault("gate-depends-on-gated", "items.workshop-2.counts", swap(("{day: 182}", "{day: 129}"))),
    Fault("comparator-against-words", "engagement.comparator", swap(("comparator: ge", "comparator: gt"))),
    Fault("comparator-against-words", "engagement.comparator", swap(("at least 80%", "greater than 80%"))),
    Fault(
        "comparator-against-words",
        "engagement.comparator",
        swap(("comparator: ge", "comparator: gt"), ("at least 80%", "80% and above")),
    ),
    Fault(
        "comparator-against-words",
        "engagement.comparator",
        swap(("comparator: ge", "comparator: gt"), ("at least 80%", "a minimum of 80%")),
    ),
    Fault(
        "comparator-against-words",
        "engagement.comparator",
        swap(
            ("{as_printed: at least 80%}", "{as_printed: 80%, taken_as: more than 80%, reason: It was asked}")
        ),
    ),
    Fault("comparator-not-stated", "engagement.printed", swap(("at least 80%", "80%")), "note"),
    Fault("share-not-stated", "engagement.printed", swap(("at least 80%", "at least most of it")), "note"),
    Fault("share-against-words", "engagement.numerator", swap(("at least 80%", "at least nine tenths"))),
    Fault(
        "share-against-words",
        "engagement.numerator",
        swap(
            (
                "{as_printed: at least 80%}",
                "{as_printed: at least 80%, taken_as: at least 90%, reason: It was asked}",
            )
        ),
    ),
    Fault("share-against-words", "engagement.numerator", swap(("numerator: 4", "numerator: 3"))),
    Fault("share-impossible", "engagement.numerator", swap(("numerator: 4", "numerator: 6")), "error"),
    Fault(
        "expectation-above-rule",
        "engagement.expected",
        swap(("asked_at: sitting", "asked_at: sitting\n  expected: 100%")),
    ),
    Fault(
        "gate-depends-on-gated",
        "components.change",
        swap(("title: A change in your own department", "title: Written case")),
    ),
    Fault("gate-depends-on-gated", "items.workshop-2.counts", swap(("{day: 182}", "{day: 120}"))),
    Fault(
        "pass-mark-impossible",
        "assessment.pass_numerator",
        swap(("value: 6\n", "value: 11\n"), file=ASSUMED),
        "error",
    ),
    Fault(
        "pass-mark-impossible",
        "assessment.pass_numerator",
        swap(("value: 10\n", "value: 0\n"), file=ASSUMED),
        "error",
    ),
    Fault(
        "condition-unanswered",
        "assessment.conditions",
        swap(("  plan: {day: 182}", "  conditions: [paid]\n  plan: {day: 182}")),
        "error",
    ),
    Fault(
        "cancellation-unclear",
        "fee.cancellation.1",
        swap(("{before: start, charge_pence: 5000}", "{before: start}")),
        "error",
    ),
    Fault(
        "cancellation-unclear",
        "fee.cancellation.1",
        swap(("{before: start, charge_pence: 5000}", "{before: start, share: 3/2}")),
        "error",
    ),
    Fault(
        "cancellation-never-applies",
        "fee.cancellation.1",
        swap(("{before: start, charge_pence: 5000}", "{within_days: 7, charge_pence: 5000}")),
        sentence="an earlier rule has the same time",
    ),
    Fault(
        "cancellation-never-applies",
        "fee.cancellation.2",
        swap(("{after_session: 1, share: 1/2}", "{after_session: 100, share: 1/2}")),
        sentence="sessions",
    ),
    Fault(
        "cancellation-unsaid",
        "fee",
        swap(
            ("  cancellation:\n    - {within_days: 14, charge_pence: 0}\n", ""),
            ("    - {before: start, charge_pence: 5000}\n    - {after_session: 1, share: 1/2}\n", ""),
        ),
        "note",
    ),
    Fault(
        "fee-gate-unclear",
        "fee.gate",
        swap(("\nfee:\n", "\nfee:\n  gate: {before: []}\n")),
        "error",
    ),
    Fault(
        "fee-gate-unclear",
        "fee.gate",
        swap(("\nfee:\n", "\nfee:\n  gate: {before: [award], debts_of: []}\n")),
        "error",
    ),
    Fault(
        "declaration-unusable",
        "assessment.declaration",
        swap(("{id: ai-use, says", "{id: own-work, says")),
        "error",
    ),
    Fault(
        "declaration-unusable",
        "assessment.declaration",
        swap(("{id: ai-use, says", "{id: csrfmiddlewaretoken, says")),
        "error",
    ),
    Fault("zone-unknown", "assessment.zone", swap(("Europe/London", "Europe/Winchester")), "error"),
    Fault(
        "address-reaches-out",
        "provider.enquiries_email",
        swap(("ask@harbour.example", "ask@harbour.org")),
        "error",
    ),
    Fault(
        "working-day-reversed",
        "enquiries.working_until",
        swap(
            (
                "months: 6\n",
                'enquiries: {answer_within_hours: 16, counts: working, working_until: "08:00"}\nmonths: 6\n',
            )
        ),
        "error",
    ),
    Fault(
        "several-windows",
        "assessment.windows",
        swap(
            (
                "first: 2027-03}",
                "first: 2027-03}\n    - {id: june-2027, as_printed: June 2027, first: 2027-06}",
            )
        ),
    ),
    Fault(
        "note-place-unknown",
        "notes",
        swap(("notes: []", "notes: [{code: N1, where: items.nobody, says: Odd, fix: Ask}]"), file=NOTES),
    ),
]

NAMES = [
    Fault("empty-text", "title", swap(("title: Certificate in Leading a Department", 'title: ""')), "error"),
    Fault(
        "empty-text", "items.group-1.title", in_entry("group-1", "title: Peer group", 'title: " "'), "error"
    ),
    Fault("empty-text", "modules.module-2.title", swap(("title: Module 2,", 'title: "\u200b",')), "error"),
    Fault(
        "empty-text",
        "items.study-1.pages.a-team.title",
        swap(("title: Agreements that a team keeps", 'title: "-"')),
        "error",
    ),
    Fault(
        "empty-text",
        "benefits.0",
        swap(("  - Time to think about your department with people who lead others.", '  - ""')),
        "error",
    ),
    Fault(
        "empty-text",
        "start.as_printed",
        swap(("start: {as_printed: September 2026}", 'start: {as_printed: ""}')),
        "error",
    ),
    Fault(
        "empty-text", "items.check-in-1.line.footnote", swap((', footnote: "*"', ', footnote: " "')), "error"
    ),
    Fault(
        "empty-text",
        "frameworks.third-programme.sections.people.title",
        swap(("title: People", 'title: ""'), file=FRAMEWORK),
        "error",
    ),
    Fault(
        "title-too-long",
        "title",
        swap(("title: Certificate", f"title: {'A very long ' * 17}Certificate")),
        "error",
    ),
    Fault(
        "unknown-name",
        "assessment.detailed_feedback",
        swap(("  form_printed:", "  detailed_feedback: [fail, bordeline]\n  form_printed:")),
        "error",
        "There is no result for feedback `bordeline`",
    ),
    Fault(
        "unknown-name",
        "deadlines.0.declaration",
        swap(("declaration: started", "declaration: startd")),
        "error",
    ),
    Fault(
        "unknown-name",
        "deadlines.1.declaration",
        swap(("declaration: completed", "declaration: complete")),
        "error",
    ),
    Fault("named-twice", "deadlines", swap(("declaration: completed", "declaration: started"))),
    Fault(
        "named-twice",
        "assessment.detailed_feedback",
        swap(("  form_printed:", "  detailed_feedback: [fail, fail]\n  form_printed:")),
    ),
    Fault(
        "named-twice",
        "assessment.conditions",
        swap(("  plan: {day: 182}", "  conditions: [engagement, engagement]\n  plan: {day: 182}")),
    ),
]

PRINTED += [
    Fault(
        "printed-against-value",
        f"assessment.printed.{field}",
        swap(("    days: {as_printed: 8 days}", f"    {field}: {{as_printed: {text!r}}}")),
    )
    for field, text in (
        ("closes_time", "17:00"),
        ("closes_time", "5pm"),
        ("opens_time", "noon"),
        ("pass_numerator", "50%"),
        ("pass_numerator", "7/10"),
        ("open_book", "closed book"),
        ("zone", "America/New_York"),
        ("max_attempts", "three attempts"),
        ("max_attempts", "two resits"),
        ("tolerance_seconds", "five minutes"),
        ("windows", "After twelve months"),
        ("windows", "April 2027"),
        ("detailed_feedback", "only if you fail"),
        ("borderline_numerator", "10%"),
        ("days", "8 working days"),
        ("case_min_words", "2,000+ words"),
    )
]
PRINTED += [
    Fault(
        "printed-against-value",
        "items.group-1.span",
        in_entry("group-1", "as_printed: November 2026", f"as_printed: {text}"),
    )
    for text in ("November 2025", "December 2026", "October/November 2026")
]
PRINTED += [
    Fault(
        "printed-against-value",
        "components.workshops.printed",
        swap(("{as_printed: 6 hours}", f"{{as_printed: {text}}}")),
    )
    for text in ("1 hour 30 minutes", "half a day of 3 hours", "seven hours", "2 x 2 hours")
]
PRINTED += [
    Fault("printed-against-value", where, plant)
    for where, plant in (
        ("signposts.engagement-asked.line", swap(("label: 80% engagement", "label: 90% engagement"))),
        (
            "mentions.0",
            swap(
                (
                    "{as_printed: coaching, component: coaching}",
                    "{as_printed: three coaching sessions, component: coaching}",
                )
            ),
        ),
        (
            "components.workshops.elsewhere",
            in_entry(
                "workshops",
                "count: 2",
                "count: 2\n    elsewhere: [{as_printed: two events, count: 3}]",
                key=PART,
            ),
        ),
        (
            "components.workshops.elsewhere",
            in_entry("workshops", "count: 2", "count: 2\n    elsewhere: [{as_printed: 9 hours}]", key=PART),
        ),
        ("assessment.windows.march-2027", swap(("as_printed: March 2027", "as_printed: April 2027"))),
    )
]


def requirement(text: str) -> Callable[[Files], Files]:
    """Adds a requirement with these keys to the programme."""
    entry = f"requirements:\n  - {{id: live, title: Live sessions, asked_at: [award], {text}}}\n"
    return swap(("engagement:\n", f"{entry}\nengagement:\n"))


AT_LEAST = "comparator: ge, numerator: 9, denominator: 10"
REQUIREMENTS = [
    Fault(
        "share-impossible",
        "requirements.live.numerator",
        requirement("comparator: ge, numerator: 11, denominator: 10"),
        "error",
    ),
    Fault(
        "share-impossible",
        "requirements.live.numerator",
        requirement("comparator: ge, numerator: 0, denominator: 10"),
        "error",
    ),
    Fault(
        "share-impossible",
        "requirements.live.comparator",
        requirement("comparator: gt, numerator: 10, denominator: 10"),
        "error",
    ),
    Fault(
        "requirement-of-nothing",
        "requirements.live.of",
        requirement(f"{AT_LEAST}, of: {{components: [workshops], modes: [self_study]}}"),
        "error",
    ),
    Fault(
        "requirement-weights-unclear",
        "requirements.live.measure",
        requirement(f"{AT_LEAST}, measure: weights"),
        "error",
        sentence="without weights",
    ),
    Fault(
        "requirement-weights-unclear",
        "requirements.live.measure",
        requirement(f"{AT_LEAST}, weights: {{workshops: 50}}"),
        "error",
        sentence="without `measure: weights`",
    ),
    Fault(
        "requirement-outside-weights",
        "requirements.live.weights",
        requirement(f"{AT_LEAST}, measure: weights, weights: {{workshops: 50}}"),
        sentence="no weight",
    ),
    Fault(
        "requirement-never-asked",
        "requirements.live.asked_at",
        both(requirement(AT_LEAST), swap(("asked_at: [award]", "asked_at: []"))),
        "error",
    ),
    Fault(
        "catch-up-never-limited",
        "requirements.live.most_catch_up",
        requirement(f"{AT_LEAST}, measure: items, most_catch_up: 60"),
        "error",
    ),
    *(
        Fault("dangling-reference", "requirements.live", requirement(f"{AT_LEAST}, of: {{{names}}}"), "error")
        for names in ("components: [nothing]", "modules: [nothing]", "items: [nothing]", "without: [nothing]")
    ),
]

FAULTS = [
    *TOTALS,
    *TABLE_AND_MAP,
    *PRINTED,
    *NAMES,
    *DATES,
    *PLAN,
    *ITEMS,
    *LINKS,
    *COVERAGE,
    *PROMISES,
    *REQUIREMENTS,
]


def test_the_sound_pack_has_neither_errors_nor_warnings():
    assert {finding.severity.value for finding in findings_in(sound())} == {"note"}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_reported_at_its_place_and_not_once_it_is_fixed(fault: Fault):
    assert fault.code not in {finding.code for finding in findings_in(sound())}

    files = fault.plant(sound())
    findings = findings_in(files)
    hits = [finding for finding in findings if finding.code == fault.code and finding.where == fault.where]

    assert hits, sorted({(finding.code, finding.where) for finding in findings})
    for hit in hits:
        assert hit.severity == fault.severity
        assert fault.sentence in hit.sentence
        assert hit.sentence
        assert hit.fix
        lines = files[hit.file].splitlines()
        assert 1 <= hit.line <= len(lines)
        assert 1 <= hit.column <= len(lines[hit.line - 1])


SOUND = [
    ("after-next-module", in_entry("coaching-1", "first: 2026-10", "first: 2026-11")),
    ("outside-programme", in_entry("workshop-2", "first: 2027-01", "first: 2027-02-28")),
    ("after-assessment", in_entry("workshop-2", "first: 2027-01", "first: 2027-02-28")),
    ("out-of-order", in_entry("group-1", "first: 2026-11", "first: 2026-11-30")),
    (
        "sessions-overlap",
        both(
            in_entry("workshop-2", "first: 2027-01", "first: 2026-09"),
            in_entry("workshop-2", "module: module-2", "module: module-1"),
        ),
    ),
    (
        "no-slack-before-gate",
        in_entry(
            "workshop-2", "first: 2027-01", "first: 2027-02, taken_first: 2027-01, reason: It was moved"
        ),
    ),
    ("window-near-deadline", swap(("on: 2027-07-30", "on: 2027-05-12"))),
    ("plan-after-assessment", swap(("{day: 182}", "{day: 145}"))),
    ("gate-depends-on-gated", swap(("{day: 182}", "{day: 145}"))),
    ("gate-depends-on-gated", swap(("{day: 182}", "{day: 129}"), ("asked_at: sitting", "asked_at: award"))),
    ("comparator-against-words", swap(("at least 80%", "80% or more"))),
    (
        "total-needs-two-day-lengths",
        both(
            in_entry("workshops", "count: 2", "count: 2\n    stated_days: 1", key=PART),
            in_entry("study", "count: 1", 'count: 1\n    stated_days: "1/3"', key=PART),
            swap(("strands:\n", 'hours_per_day: {"*": 6}\nstrands:\n')),
        ),
    ),
    (
        "total-differs",
        both(
            in_entry("workshops", "count: 2", "count: 2\n    stated_days: 1", key=PART),
            swap(("strands:\n", "hours_per_day: {workshops: 6}\nstrands:\n")),
        ),
    ),
    ("sessions-collide", in_entry("coaching-1", 'day: 24, starts: "16:00"', 'day: 3, starts: "12:30"')),
    ("asked-before-experience", in_entry("reflection-1", "day: 4", "day: 3")),
    *(
        ("printed-against-value", swap(("{as_printed: 6 hours}", f"{{as_printed: {text!r}}}")))
        for text in (
            "6 hrs",
            "six hours",
            "2 x 3 hours",
            "360 minutes",
            "two 3-hour workshops",
            "6 hours (2 x 3 hours)",
        )
    ),
    *(
        ("printed-against-value", swap(("{as_printed: 8 days}", f"{{as_printed: {text!r}}}")))
        for text in ("eight day", "8 calendar days", "an eight-day window", "8")
    ),
    *(
        ("printed-against-value", swap(('"1,200 words"', f'"{text}"')))
        for text in (
            "1,200-word",
            "absolute maximum of 1,200 words",
            "up to 1200 words",
            "one thousand two hundred words",
            "no more than 1,200",
        )
    ),
    *(
        ("printed-against-value", swap(("£600 plus VAT", text)))
        for text in ("£600 (+VAT)", "600 pounds excl. VAT", "£600.00 + VAT")
    ),
    *(
        ("printed-against-value", in_entry("study-1", "September to October 2026", text))
        for text in ("Sept/Oct 2026", "September 2026 – October 2026", "September–October 2026")
    ),
    *(
        ("comparator-against-words", swap(("at least 80%", text)))
        for text in (
            "80% and above",
            "80% or more",
            "a minimum of 80%",
            "no less than 80%",
            "80%+",
            "80% minimum",
        )
    ),
    *(
        ("share-against-words", swap(("at least 80%", text)))
        for text in (
            "at least four fifths",
            "at least 4/5",
            "at least 8 out of 10",
            "at least eighty per cent",
        )
    ),
    (
        "comparator-against-words",
        swap(
            (
                "{as_printed: at least 80%}",
                "{as_printed: over 80%, taken_as: at least 80%, reason: It was asked}",
            )
        ),
    ),
    (
        "share-against-words",
        swap(
            (
                "{as_printed: at least 80%}",
                "{as_printed: at least 90%, taken_as: at least 80%, reason: It was asked}",
            )
        ),
    ),
    (
        "printed-against-value",
        swap(("{as_printed: 8 days}", "{as_printed: eight day, taken_as: 8 days, reason: The same}")),
    ),
    (
        "printed-against-value",
        both(
            swap(("  days: 8\n", "  days: 7\n")),
            swap(("{as_printed: 8 days}", "{as_printed: eight day, taken_as: 7 days, reason: It was asked}")),
        ),
    ),
    ("limit-against-words", swap(('"1,200 words"', '"absolute maximum of 1,200 words"'))),
    (
        "asked-before-taught",
        swap(
            ("    baseline: true\n", ""),
            ('["1.3", "2.1"]', '["1.3", "2.1", "2.2", "2.3"]'),
            ("plan: {day: 7, until_day: 39}", "plan: {day: 3, until_day: 39}"),
        ),
    ),
    ("empty-text", swap(("title: Module 2,", "title: 2,".replace("2", '"2"')))),
    *(
        (
            "printed-against-value",
            swap(("    days: {as_printed: 8 days}", f"    pass_numerator: {{as_printed: {text!r}}}")),
        )
        for text in ("60%", "60 %", "6/10", "6 out of 10", "three fifths", "60 marks out of 100", "6 marks")
    ),
    *(
        (
            "printed-against-value",
            swap(("    days: {as_printed: 8 days}", f"    {field}: {{as_printed: {text!r}}}")),
        )
        for field, text in (
            ("closes_time", "23.59"),
            ("closes_time", "11:59pm"),
            ("closes_time", "midnight"),
            ("opens_time", "12.01am"),
            ("open_book", "open-book task"),
            ("zone", "UK time"),
            ("max_attempts", "one resit"),
            ("max_attempts", "two attempts"),
            ("max_attempts", "one chance to retake"),
            ("tolerance_seconds", "three minutes"),
            ("windows", "After six months"),
            ("detailed_feedback", "fail or are borderline"),
            ("borderline_numerator", "5%"),
            ("case_min_words", "1,000+ words"),
        )
    ),
]
"""Changes that come close to a fault but are correct."""


@pytest.mark.parametrize(("code", "change"), SOUND)
def test_a_change_that_is_just_correct_is_not_reported(code: str, change: Callable[[Files], Files]):
    findings = findings_in(change(sound()))
    assert code not in {finding.code for finding in findings}
    assert "error" not in {finding.severity.value for finding in findings}


def test_missing_evidence_is_a_note_until_evidence_is_named():
    named = re.sub(
        r"\.\"?\}\n", lambda ending: f"{ending.group()[:-2]}, evidence: [smith-2001]}}\n", sound()[FRAMEWORK]
    )
    named += "evidence: [{key: smith-2001, authors: Smith, year: 2001, title: T, source: S, looked_up: L}]\n"
    assert [finding.code for finding in findings_in(sound())] == ["evidence-missing", "evidence-missing"]
    assert findings_in({**sound(), FRAMEWORK: named}) == ()


def test_every_code_in_the_manual_is_planted_here():
    codes = {
        code
        for module in checker.CHECKS
        for row in (module.__doc__ or "").splitlines()
        if row.startswith("| `")
        for code in re.findall(r"`([a-z-]+)`", row.split("|")[1])
    }
    assert codes - {fault.code for fault in FAULTS} == {"evidence-missing"}
    assert {fault.code for fault in FAULTS} <= codes


@pytest.mark.parametrize(("length", "is_found"), [(200, False), (201, True)])
def test_a_title_may_have_two_hundred_characters(length: int, is_found: bool) -> None:
    title = "Certificate in Leading a Department"
    longer = title + "x" * (length - len(title))
    found = findings_in(swap((f"title: {title}", f"title: {longer}"))(sound()))
    assert ("title-too-long" in {finding.code for finding in found}) is is_found
