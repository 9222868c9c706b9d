"""The words of the field as closed sets: verdicts, moments, places, grades, scopes. No behaviour beyond their order."""

from enum import IntEnum, StrEnum


class Course(IntEnum):
    """Where a rule lets the return go; the minimum over all rules counts."""

    STOP = 0
    STEP_BACK = 1
    HOLD = 2
    PROGRESS = 3


class Verdict(StrEnum):
    """What the runner is shown. PENDING is not a verdict: no run, and the open question."""

    STOP = "stop"
    REST = "rest"
    STEP_BACK = "step_back"
    HOLD = "hold"
    PROGRESS = "progress"
    PENDING = "pending"


class Urgency(IntEnum):
    """How soon a stopped runner sees somebody; the higher counts."""

    CONSULT = 1
    DAYS = 2
    SAME_DAY = 3
    NOW = 4


class PainMoment(StrEnum):
    """The fixed moments at which a runner is asked."""

    MORNING = "morning"
    BEFORE_RUN = "before_run"
    DURING_RUN = "during_run"
    AFTER_60 = "after_60"
    NEXT_MORNING = "next_morning"


class PainPlace(StrEnum):
    """Where it hurts. Unanswered counts as JOINT, the more cautious reading."""

    MUSCLE = "muscle"
    JOINT = "joint"
    TENDON = "tendon"
    BONE_SPOT = "bone_spot"
    NERVE_LEG = "nerve_leg"
    UNKNOWN = "unknown"


class PainPattern(StrEnum):
    """How pain behaved over a run, in rising order of caution."""

    NONE = "none"
    ONLY_AFTER = "only_after"
    WARMUP_FADES = "warmup_fades"
    STEADY = "steady"
    WARMUP_FADES_RETURNS = "warmup_fades_returns"
    WARMUP_CONTINUES = "warmup_continues"
    BUILDS = "builds"


class Swelling(IntEnum):
    """Grade of joint swelling, as the stroke test names it."""

    NONE = 0
    TRACE = 1
    MILD = 2
    MODERATE = 3
    SEVERE = 4


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDDLE = "middle"


class Scope(IntEnum):
    """What a clearance opens; each includes those before it."""

    STRENGTH = 1
    IMPACT = 2
    RUN = 3
    SPEED = 4


class Evidence(StrEnum):
    """How well a number is supported."""

    TRIAL = "trial"
    COHORT = "cohort"
    GUIDELINE = "guideline"
    EXPERT = "expert"


class Category(StrEnum):
    """What a reader may be allowed to see, one by one."""

    DECISIONS = "decisions"
    SYMPTOMS = "symptoms"
    NOTES = "notes"
    FILES = "files"


class Role(StrEnum):
    RUNNER = "runner"
    CLINICIAN = "clinician"
    EXTERNAL = "external"
    OPERATOR = "operator"
    SYSTEM = "system"
