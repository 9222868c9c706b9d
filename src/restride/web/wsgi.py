"""The WSGI application that a server process imports."""

import os

from django.core.wsgi import get_wsgi_application

from restride.web.delivery import start_delivery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")

application = get_wsgi_application()
start_delivery()
