"""The page docs/generated/api.md and the description that the server serves, both made from the endpoints."""

import json
import os
from collections.abc import Iterator
from typing import Any

_HEAD = """\
# Programming interface

Written by `./run python -m tools.generate` from `src/restride/web/api/`; do not edit by hand. A server gives the whole
description, with each field, as OpenAPI 3.1 under `/api/v1/openapi.json`.

"""


def write_description() -> None:
    """Bring the committed OpenAPI description up to date."""
    description = _description()
    description.FILE.write_text(description.render(), encoding="utf-8")


def render() -> str:
    """The whole page: how it works, its endpoints, its problems."""
    description = _description()
    told: dict[str, Any] = json.loads(description.render())
    parts = [told["info"]["description"], _endpoints(told), _problems(description.TITLES)]
    return _HEAD + "\n\n".join(parts) + "\n"


def _description() -> Any:
    """The module that knows the endpoints. Django has to be set up before it can be imported."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restride.web.settings")
    django.setup()
    from restride.web.api import description

    return description


def _endpoints(told: dict[str, Any]) -> str:
    head = "## Endpoints\n\n| Request | Scope | What it does | Body | Answer |\n|---|---|---|---|---|\n"
    return head + "\n".join(_rows(told))


def _rows(told: dict[str, Any]) -> Iterator[str]:
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            names = [parameter["name"] for parameter in one.get("parameters", ()) if parameter["in"] == "query"]
            query = f"?{'&'.join(names)}" if names else ""
            does = " ".join(one["description"].split())
            good = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
            body = _shape(one.get("requestBody", {}).get("content", {}))
            scope = " and ".join(one["security"][0]["AccessToken"])
            yield f"| `{method.upper()} {path}{query}` | {scope} | {does} | {body} | {_shape(good['content'])} |"


def _shape(content: dict[str, Any]) -> str:
    """The name of a shape, or the kind of content where it has none."""
    for media, one in content.items():
        reference = one["schema"].get("$ref", "")
        return f"`{reference.rpartition('/')[2]}`" if reference else media
    return ""


def _problems(titles: dict[str, tuple[int, str, str]]) -> str:
    head = "## Problems\n\n| Status | `type` | What it means | What to do |\n|---|---|---|---|\n"
    rows = (
        f"| {status} | `urn:restride:problem:{code}` | {title} | {cure} |"
        for code, (status, title, cure) in titles.items()
    )
    return head + "\n".join(rows)
