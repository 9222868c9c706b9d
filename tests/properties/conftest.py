"""How hard the laws are searched: the same cases on each run, and many new ones in the nightly mode."""

import os

from hypothesis import HealthCheck, settings

_CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
settings.register_profile("each-run", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("nightly", max_examples=2000, deadline=None, suppress_health_check=_CALM)
settings.load_profile("nightly" if os.environ.get("RESTRIDE_NIGHTLY") else "each-run")
