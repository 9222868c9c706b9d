"""The WSGI application that a server process imports."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
application = get_wsgi_application()

from restride.web.delivery import start_delivery  # noqa: E402 - its texts look at the settings as it is imported

start_delivery()
