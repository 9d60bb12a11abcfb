"""Named conditions that a programme can ask for before the written assessment, and who answers each.

A name stands in the pack; the answer comes from the room that knows, named here by its dotted path as a foreign key
across rooms would be. It is a function of `enrolment` and `at` that says whether the condition is met, and why.
"""

ENGAGEMENT = "engagement"
ANSWERED_BY = {ENGAGEMENT: "waymark.ground.hours.queries.is_engaged_enough"}
