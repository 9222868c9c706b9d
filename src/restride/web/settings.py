"""Django's settings, made from the RESTRIDE_* variables of docs/deploy.md. Reading them writes nothing."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from restride.usecases.clock import clock_from
from restride.web.environment import database_settings, read_environment
from restride.web.keys import read_keys
from restride.web.shared.logs import logging_settings
from restride.web.shared.phones import EMERGENCY, URGENT, phone

ENVIRONMENT = read_environment(os.environ)
WEB = Path(__file__).parent
HERE = ENVIRONMENT.data

# -- what this server is --
DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = read_keys(HERE)
ALLOWED_HOSTS = ENVIRONMENT.hosts
ROOT_URLCONF = "restride.web.urls"
WSGI_APPLICATION = "restride.web.wsgi.application"
APPEND_SLASH = False
RESTRIDE_DATA = HERE
RESTRIDE_CLOCK = clock_from(ENVIRONMENT.clock)
RESTRIDE_CLOCK_MOVED = ENVIRONMENT.clock is not None
RESTRIDE_SENDS_MAIL = ENVIRONMENT.mail is not None
RESTRIDE_EXTERNAL = ENVIRONMENT.external
RESTRIDE_SECURE = ENVIRONMENT.secure
RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = ENVIRONMENT.clinician_second_factor == "required"
RESTRIDE_ORIGIN = ENVIRONMENT.origin
RESTRIDE_EMERGENCY_NUMBER = phone(os.environ, EMERGENCY)
RESTRIDE_URGENT_NUMBER = phone(os.environ, URGENT)
RESTRIDE_LEAST_FREE_BYTES = 100 * 1024 * 1024

INSTALLED_APPS = [
    "restride.web.accounts",
    "restride.web.db",
    "restride.web.shared",
    "restride.web.runner",
    "restride.web.clinic",
    "restride.web.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
]
# Outermost first: what stands above WhiteNoise marks every answer, static files and errors included.
MIDDLEWARE = [
    "restride.web.shared.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "restride.web.shared.middleware.PrivacyHeaders",
    "restride.web.shared.middleware.StyledErrors",
    "restride.web.shared.health.Health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "restride.web.shared.middleware.UploadLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "restride.web.shared.in_place.LedByBrowser",
    "restride.web.shared.middleware.OwnZone",
    "restride.web.shared.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "shared" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "restride.web.shared.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "restride.web.shared.templatetags.parts",
                "restride.web.shared.templatetags.bars",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# -- what is kept --
DATABASES: dict[str, Any] = {"default": database_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that all processes count attempts together and a restart forgives none. It is large, so that
# nobody pushes counts out of it by making others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
RESTRIDE_LARGEST_REQUEST = 26 * 1024 * 1024  # one activity of 25 MB and the form around it

# -- static files --
STATIC_URL = "/static/"
STATIC_ROOT = HERE / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "restride.web.shared.published.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "restride.web.shared.published.StaticFiles"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/app/[0-9a-f]{12}/.+$|^.+\.[0-9a-f]{12}\.\w+$"

# -- words and time --
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- who comes in --
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "restride.web.accounts.passwords.LongEnough"},
    {"NAME": "restride.web.accounts.passwords.NotCommon"},
    {"NAME": "restride.web.accounts.passwords.NotLikeYou"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
ACCOUNT_ADAPTER = "restride.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "restride.web.accounts.forms.SignUp",
    "login": "restride.web.accounts.forms.SignIn",
    "change_password": "restride.web.accounts.forms.ChangedPassword",
    "reset_password_from_key": "restride.web.accounts.forms.NewPassword",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if RESTRIDE_SENDS_MAIL else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords and codes are counted by accounts/guesses.py, which doesn't shut an owner out.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": None, "signup": "10/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = RESTRIDE_SENDS_MAIL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if RESTRIDE_SECURE else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
MFA_ADAPTER = "restride.web.accounts.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = not RESTRIDE_SENDS_MAIL  # without mail no address is ever verified
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Restride"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "restride.web.accounts.code_forms.CodeAtSignIn",
    "authenticate_webauthn": "restride.web.accounts.code_forms.PasskeyAsSecondStep",
    "reauthenticate": "restride.web.accounts.code_forms.CodeAgain",
    "reauthenticate_webauthn": "restride.web.accounts.code_forms.PasskeyAgain",
    "activate_totp": "restride.web.accounts.code_forms.NewApp",
    "add_webauthn": "restride.web.accounts.code_forms.NewPasskey",
    "edit_webauthn": "restride.web.accounts.code_forms.PasskeyName",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if RESTRIDE_SECURE else "session"
SESSION_COOKIE_SECURE = RESTRIDE_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if RESTRIDE_SECURE else "csrf"
CSRF_COOKIE_SECURE = RESTRIDE_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "restride.web.shared.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin] if ENVIRONMENT.origin else []
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# -- what the browser may do --
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if RESTRIDE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None

# -- mail and logs --
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if RESTRIDE_SENDS_MAIL else 'dummy'}.EmailBackend"
globals().update(ENVIRONMENT.mail or {})
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings()
SILENCED_SYSTEM_CHECKS: list[str] = []
