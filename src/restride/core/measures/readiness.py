"""Results of the readiness items of the gate."""

from datetime import datetime, timedelta
from operator import is_

from restride.core.context import Context
from restride.core.corrections import is_withdrawn
from restride.core.measures.measure import Params, Reading, reading, word
from restride.core.protocol import Condition
from restride.core.state import Entry
from restride.core.terms import Side
from restride.core.values import dataclass


def readiness(context: Context, params: Params) -> Reading:
    """Your newest valid result of this test; with two sides, the weaker one."""
    run = context.last_run
    return _newest(context, word(params, "item"), since=None if run is None else run.ends_at)


def newest_result(context: Context, params: Params) -> Reading:
    """Your newest valid result of this test, whatever you ran since; with two sides, the weaker one."""
    return _newest(context, word(params, "item"), since=None)


def _newest(context: Context, wanted: str, *, since: datetime | None) -> Reading:
    item = next(item for item in context.protocol.items if item.id == wanted)
    counted = (entry for entry in context.state.readiness.values() if _counts(context, entry, wanted))
    results = [entry for entry in counted if since is None or entry.at.at > since]
    newest = {entry.body.side: entry for entry in sorted(results, key=lambda e: (e.at.at, e.id))}
    if not item.sides:
        one = max(newest.values(), key=lambda e: (e.at.at, e.id), default=None)
        return reading(value=one.body.value if one else None, evidence=(one.id,) if one else ())
    both = [newest[side] for side in (Side.LEFT, Side.RIGHT) if side in newest]
    evidence = tuple(entry.id for entry in both)
    if len(both) < 2:
        return reading(value=None, evidence=evidence)
    values = [entry.body.value for entry in both]
    return reading(value=max(values) if item.unit in ("nrs", "grade", "cm") else min(values), evidence=evidence)


def _counts(context: Context, entry: Entry, item: str) -> bool:
    """Of this episode and item, fresh, without a painkiller, not ahead, not taken back."""
    if entry.episode != context.regimen.episode or entry.body.item != item or entry.body.painkiller is not False:
        return False
    fresh = context.now.day - timedelta(days=context.windows.tests_valid_d) < entry.at.day
    standing = not is_withdrawn(context.state.edits.get(entry.id, ()))
    return fresh and standing and entry.at.at <= context.soon


def gate_tests_lost(context: Context, params: Params) -> Reading:
    """How many tests that you passed before your first run would not be passed by your newest result."""
    state, episode = context.state, context.regimen.episode
    read_from = (context.protocol, state.readiness, state.edits)
    kept: _Lost | None = state.kept.get(("tests lost", episode))
    if kept is None or not kept.holds(read_from, context.soon):
        results = _results(context)
        newest = max((tried[-1].at.at for tried in results.values()), default=None)
        ahead = any(entry.at.at > context.soon for entry in state.readiness.values())
        kept = _Lost(read_from=read_from, newest=newest, found=_lost(context, results))
        if not ahead:
            state.kept["tests lost", episode] = kept
    return kept.found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lost:
    """What was found, from what, and the instant of the newest result that it rests on."""

    read_from: tuple[object, ...]
    newest: datetime | None
    found: Reading

    def holds(self, read_from: tuple[object, ...], soon: datetime) -> bool:
        """Whether it is still so: the same protocol and results, none of them from the future."""
        same = all(map(is_, self.read_from, read_from))
        return same and (self.newest is None or self.newest <= soon)


def _lost(context: Context, results: dict[str, list[Entry]]) -> Reading:
    first = next((phase for phase in context.protocol.phases if phase.has_runs), None)
    lost, evidence = 0, []
    for rule in first.gate if first and results else ():
        items = [_item(one) for one in rule.any_of if one.measure == "readiness"]
        tried = [entry for item in items for entry in results.get(item, ())]
        evidence += [entry.id for entry in tried]
        lost += bool(tried) and not any(_still_met(context, one, results) for one in rule.any_of)
    return reading(value=lost, evidence=tuple(sorted(set(evidence))))


def _results(context: Context) -> dict[str, list[Entry]]:
    """Every result of this episode by item, taken-back ones included, in order of time."""
    mine = [e for e in context.state.readiness.values() if e.episode == context.regimen.episode]
    found: dict[str, list[Entry]] = {}
    for entry in sorted((e for e in mine if e.at.at <= context.soon), key=lambda e: (e.at.at, e.id)):
        found.setdefault(entry.body.item, []).append(entry)
    return found


def _item(condition: Condition) -> str:
    return str(dict(condition.params)["item"])


def _still_met(context: Context, condition: Condition, results: dict[str, list[Entry]]) -> bool:
    """Whether the newest standing result of each side meets the bound, however old it is."""
    edits, tried = context.state.edits, results.get(_item(condition), ())
    newest = {e.body.side: e for e in tried if not is_withdrawn(edits.get(e.id, ()))}
    return bool(newest) and all(condition.bound.admits(entry.body.value) for entry in newest.values())
