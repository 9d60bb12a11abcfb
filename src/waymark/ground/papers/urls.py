"""Addresses of papers: nouns only. Only setters may open them."""

from django.urls import path

from waymark.ground.papers.drafts.views import papers, parts
from waymark.ground.papers.exhibits import views as exhibits
from waymark.ground.papers.review import views as reviews
from waymark.ground.papers.series import views as series

app_name = "papers"
urlpatterns = [
    path("", papers.papers, name="papers"),
    path("new/", papers.new_paper, name="new_paper"),
    path("<int:paper>/", papers.paper, name="paper"),
    path("<int:paper>/preview/", papers.preview, name="preview"),
    path("<int:paper>/history/", papers.history, name="history"),
    path("<int:paper>/history/<int:wording>/", papers.wording, name="wording"),
    path("<int:paper>/details/", parts.details, name="details"),
    path("<int:paper>/case/", parts.case, name="case"),
    path("<int:paper>/omissions/", parts.omissions, name="omissions"),
    path("<int:paper>/questions/new/", parts.new_question, name="new_question"),
    path("<int:paper>/questions/<slug:part>/", parts.question, name="question"),
    path("<int:paper>/questions/<slug:part>/removal/", parts.question_removal, name="question_removal"),
    path("<int:paper>/criteria/new/", parts.new_criterion, name="new_criterion"),
    path("<int:paper>/criteria/<slug:part>/", parts.criterion, name="criterion"),
    path("<int:paper>/criteria/<slug:part>/removal/", parts.criterion_removal, name="criterion_removal"),
    path("<int:paper>/exhibits/", exhibits.exhibits, name="exhibits"),
    path("<int:paper>/exhibits/<int:exhibit>/", exhibits.exhibit, name="exhibit"),
    path("<int:paper>/exhibits/<int:exhibit>/removal/", exhibits.removal, name="exhibit_removal"),
    path("<int:paper>/review/", reviews.review, name="review"),
    path("<int:paper>/lock/", reviews.lock, name="lock"),
    path("<int:paper>/series/", series.series, name="series"),
]
