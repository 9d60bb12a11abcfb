"""Every address, room by room in the order of the story."""

from django.urls import include, path

urlpatterns = [
    path("sit/", include("waymark.journey.sit.urls")),  # first: a rush before a close asks for it most
    path("", include("waymark.web.urls")),
    path("", include("waymark.ground.emails.urls")),
    path("", include("waymark.bridges.mail.urls")),
    path("accounts/", include("waymark.bridges.signin.urls")),
    path("", include("waymark.ground.people.urls")),
    path("papers/", include("waymark.ground.papers.urls")),
    path("", include("waymark.journey.enquire.urls")),
    path("", include("waymark.ground.cohorts.urls")),
    path("", include("waymark.journey.apply.urls")),
    path("pay/", include("waymark.journey.pay.urls")),
    path("learn/", include("waymark.journey.learn.urls")),
    path("reflect/", include("waymark.journey.reflect.urls")),
    path("practise/", include("waymark.journey.practise.urls")),
    path("gather/", include("waymark.journey.gather.urls")),
    path("coach/", include("waymark.journey.coach.urls")),
    path("mark/", include("waymark.journey.mark.urls")),
    path("award/", include("waymark.journey.award.urls")),
    path("improve/", include("waymark.journey.improve.urls")),
]

handler500 = "waymark.web.unreachable.server_error"
