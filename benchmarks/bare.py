"""The limits' own web application: Django without middleware, on Waymark's database settings.

`/hello` answers five bytes. `/texts/<id>` takes 11 kB and writes them by one UPDATE into one column.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from waymark.config.settings import POSTGRES

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": POSTGRES},
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="keeps nothing secret",
    USE_TZ=True,
)


def answer(body: bytes) -> HttpResponse:
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


def hello(request: HttpRequest) -> HttpResponse:
    return answer(b"hello")


def text(request: HttpRequest, id: int) -> HttpResponse:
    with connection.cursor() as cursor:
        update = "UPDATE limit_text SET text = %s, saved = saved + 1 WHERE id = %s"
        cursor.execute(update, [request.body.decode(), id])
        return answer(str(cursor.rowcount).encode())


urlpatterns = [path("hello", hello), path("texts/<int:id>", text)]
application = get_wsgi_application()
