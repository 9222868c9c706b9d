"""How many statements the day's screen takes, and that a longer record adds none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.runner.story import LINES_NONE, Runner

pytestmark = pytest.mark.db


