"""How a value is given in a pack, and how to assume one: the part of the pack manual that is written by hand.

`EXAMPLES` are the changes to the starter pack that the manual shows; a test loads each of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A text that is replaced in a file of the starter pack, or added at its end if `instead_of` is empty."""

    title: str
    says: str
    file: str
    text: str
    instead_of: str = ""


VALUES_STAND = """\
A value can be given in a pack in one of these ways. Staff see the way and the reason on the programme's public page.
The public and participants see the value, and only if the provider or the pack gave it.

| The value is | Written as | The public sees | Staff also see |
|---|---|---|---|
| stated | the key in `programme.yaml` | the value | |
| printed | also `as_printed:`, exactly as in the document | the value | |
| read differently | also `taken_as:` and `reason:` | the value | what is printed, and the reason |
| assumed | a `place` in `assumed.yaml` with a `reason` | the value | the reason |
| assumed as part of a whole | a `place` that is a whole object or list | the value | the reason at every part |
| a default | nothing: the key has a default, given below | nothing | the value, and that no one stated it |
| missing | nothing: the key has no default | nothing | an error if the key is required |

The checker compares a value with what is printed or, if it is read differently, with `taken_as`. A value that is both
printed and assumed is reported.

In a demonstration pack (`demonstration: true`, the default) the page says that it isn't the provider's own, and which
values were chosen for the demonstration. With `demonstration: false` it is written as the provider's own page. A pack
can only be published by the provider whose `slug` is given under `provider:`."""

PRINTED_READ = """\
The checker reads what is printed and compares it with the value:

| What | For example |
|---|---|
| lengths | `16hrs`, `1 hour 30 minutes`, `one and a half hours`, `2 x 3 hours`, `half a day`, `eight day` |
| times of day | `23.59`, `5pm`, `noon`, `half past five` |
| shares and marks | `90%`, `6/10`, `6 out of 10`, `three quarters` |
| comparisons | `at least`, `more than`, `90% and above`, `no more than`, `2,000+` |
| prices | `£4,099 (+VAT)`, `£600 including VAT` |
| months and days | `May/June 2025`, `12 June 2025`, `November to January 2027` |
| counts | `three events`, `x 3`, `twice`, `one resit` |

A text that gives several figures agrees if one of them is the value. A range (`4 to 6 hours`) or a text that can't be
read is a note, `printed-not-compared`."""

EXAMPLES = (
    Example(
        "A value that the document prints in words",
        "The checker reads `eight day` and compares it with `days: 8`.",
        "programme.yaml",
        "days: {as_printed: eight day}",
        "days: {as_printed: 8 days}",
    ),
    Example(
        "A value that is read differently",
        "The rule requires what `taken_as` says. Staff see both, and the reason.",
        "programme.yaml",
        """\
printed:
    as_printed: over 80%
    taken_as: at least 80%
    reason: The provider confirmed that exactly 80% is enough.""",
        "printed: {as_printed: at least 80%}",
    ),
    Example(
        "A single value that is assumed",
        "The place is dotted: the keys that lead to the value.",
        "assumed.yaml",
        """\
  - place: assessment.max_attempts
    reason: The document doesn’t say. One further attempt is allowed.
    value: 2
""",
    ),
    Example(
        "A whole object that is assumed",
        "Leave the key out of `programme.yaml` and give the whole object as `value`. Every part of it is assumed. If "
        "`programme.yaml` gives some of its keys, give only the others: they are added.",
        "assumed.yaml",
        """\
  - place: fee
    reason: The document gives no fee. The fee of last year is used.
    value:
      pence: 60000
      vat_extra: true
      printed: {as_printed: "£600 plus VAT"}
""",
    ),
    Example(
        "A list whose entries are assumed",
        "An entry whose id is already in the programme is completed. Any other is added.",
        "assumed.yaml",
        """\
  - place: items
    reason: The document doesn’t mention how participants are welcomed.
    value:
      - id: welcome
        title: Welcome
        module: module-1
        way: attended
        mode: online_live
        actor: participant
        minutes: 0
        counts: false
        catch_up: none
        plan: {day: 1, starts: "16:00"}
""",
    ),
    Example(
        "Questions that are asked before anything is taught",
        "Without it, the checker reports statements that are asked before they are taught.",
        "programme.yaml",
        "baseline: true",
        "baseline: true",
    ),
)
