"""The WSGI application that a server process imports."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
application = get_wsgi_application()

from restride.web.delivery import start_delivery  # noqa: E402 - its texts look at the settings as it is imported
from restride.web.rare_collection import collect_rarely  # noqa: E402 - it is the last thing that a start does

start_delivery()
collect_rarely()
