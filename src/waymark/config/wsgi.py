"""Where a web server takes Waymark by the hand: `gunicorn waymark.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.config.settings")

application = get_wsgi_application()
