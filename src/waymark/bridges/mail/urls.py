"""Addresses of what was sent; in a demonstration, each email as a page."""

from django.urls import path

from waymark.bridges.mail import demonstration, views

app_name = "mail"
urlpatterns = [
    path("messages/", views.messages_page, name="messages"),
    path("messages/mine/", views.mine, name="mine"),
    path("messages/<int:email>/", views.message, name="message"),
    path("messages/<int:email>/sending/", views.sending, name="sending"),
    path("demonstration/emails/", demonstration.emails, name="demonstration_emails"),
    path("demonstration/emails/<int:email>/", demonstration.email, name="demonstration_email"),
    path(
        "demonstration/emails/<int:email>/files/<int:number>/",
        demonstration.file,
        name="demonstration_file",
    ),
]
