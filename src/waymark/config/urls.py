"""Every address: first the rooms that have a first word of their own, then those that share the root.

A request is compared with one address after another, and a room with a word of its own is passed over at once.
"""

from django.urls import include, path

urlpatterns = [
    path("sit/", include("waymark.journey.sit.urls")),  # first: a rush before a close asks for it most
    path("accounts/", include("waymark.bridges.signin.urls")),
    path("papers/", include("waymark.ground.papers.urls")),
    path("pay/", include("waymark.journey.pay.urls")),
    path("learn/", include("waymark.journey.learn.urls")),
    path("reflect/", include("waymark.journey.reflect.urls")),
    path("practise/", include("waymark.journey.practise.urls")),
    path("gather/", include("waymark.journey.gather.urls")),
    path("coach/", include("waymark.journey.coach.urls")),
    path("mark/", include("waymark.journey.mark.urls")),
    path("award/", include("waymark.journey.award.urls")),
    path("improve/", include("waymark.journey.improve.urls")),
    path("", include("waymark.web.urls")),
    path("", include("waymark.ground.emails.urls")),
    path("", include("waymark.bridges.mail.urls")),
    path("", include("waymark.ground.people.urls")),
    path("", include("waymark.journey.enquire.urls")),
    path("", include("waymark.ground.cohorts.urls")),
    path("", include("waymark.journey.apply.urls")),
]

handler500 = "waymark.web.unreachable.server_error"
