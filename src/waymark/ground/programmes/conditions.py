"""Named conditions that must be met before the written assessment, and the function that checks each.

A pack gives the name. The function belongs to another room, so it is named here by its dotted path, like a
foreign key across rooms. It takes `enrolment` and `at` and returns whether the condition is met, and why.
"""

ENGAGEMENT = "engagement"
FEES = "fees"
ANSWERED_BY = {
    ENGAGEMENT: "waymark.ground.hours.queries.is_engaged_enough",
    FEES: "waymark.journey.pay.queries.is_fee_settled",
}
