"""How this installation runs. Everything that differs between installations comes from the environment.

JIYAO_DATABASE_URL    the database; SQLite under JIYAO_VAR where nothing is said
JIYAO_VAR             the folder for everything that the product writes; `var` by default
JIYAO_MASTER_KEY      the file of the master key; `keys/master.key` under JIYAO_VAR by default
JIYAO_DEMONSTRATION   1 where this is a demonstration: values nobody has found may pay, invented people may stand
JIYAO_PROFILES        the folder of this installation's own import profiles; `profiles` under JIYAO_VAR by default
JIYAO_LARGEST_FILE_MB how large a file may be that is given to the product
JIYAO_LARGEST_UPLOAD_MB how large a file may be that is uploaded in a page
JIYAO_MOST_ROSTER_ROWS how many rows a roster may have
JIYAO_LARGEST_REQUEST_KB how large the body of a request to the API may be
JIYAO_API_REQUESTS_A_MINUTE how often one address may ask the API in a minute
JIYAO_API_DETERMINATIONS_A_MINUTE how often it may ask for determinations
JIYAO_API_TOKEN_REQUESTS_A_MINUTE how often one token may ask the API in a minute
JIYAO_API_FAILED_TOKENS_A_MINUTE how often one address may come without a token that holds
JIYAO_PROXIES         how many proxies stand before this installation, so that clients are told apart behind them
JIYAO_PACK            the folder of the pack; `packs/heilongjiang` by default
JIYAO_DAY             in a demonstration: the day that every page takes for today
JIYAO_HOSTS           the names under which pages are served, parted by commas; this machine's own by default
JIYAO_ADDRESS         under which address everybody reaches this installation; signed certificates name it
JIYAO_STATUS_LIST_HOURS for how many hours a status list may be relied on
JIYAO_VERIFICATIONS_A_MINUTE how many certificates one address may verify in a minute
JIYAO_VERIFICATION_LISTS_AN_HOUR how many lists of certificates in an hour
JIYAO_LOG             how lines of the log are written: json, or text for people
JIYAO_SECRET_KEY      what forms are signed with; must be given outside a demonstration
JIYAO_SECRET_KEY_FILE the file that holds it, instead
JIYAO_SESSION_HOURS   after how many hours somebody has to sign in again
JIYAO_PROXIES         how many proxies of our own stand before the product and say who asks, and how
JIYAO_OIDC_URL        the address of the government identity provider; without one nobody signs in through it
JIYAO_OIDC_NAME       what it is called on the page of signing in
JIYAO_OIDC_CLIENT     as whom we are known to it
JIYAO_OIDC_SECRET     the secret that we share with it
JIYAO_OIDC_SECRET_FILE the file that holds it, instead
JIYAO_OIDC_SCOPE      what we ask it for
JIYAO_OIDC_IDENTITY_CLAIM the claim in which it gives the identity number
"""

import os
from datetime import timedelta
from pathlib import Path

from jiyao.config.environment import database_at, day, one_of, secret, web_address, whole_number
from jiyao.config.identity import identity_providers
from jiyao.config.logs import LINES, logging_as

VAR = Path(os.environ.get("JIYAO_VAR") or "var").absolute()
MASTER_KEY = Path(os.environ.get("JIYAO_MASTER_KEY", VAR / "keys/master.key"))
DEMONSTRATION = os.environ.get("JIYAO_DEMONSTRATION", "").lower() in {"1", "true", "yes"}
ATTACHMENTS = VAR / "attachments"
LARGEST_FILE_MB = whole_number("JIYAO_LARGEST_FILE_MB", 2048)
LARGEST_UPLOAD_MB = whole_number("JIYAO_LARGEST_UPLOAD_MB", 10)
MOST_ROSTER_ROWS = whole_number("JIYAO_MOST_ROSTER_ROWS", 20000)
LARGEST_REQUEST_KB = whole_number("JIYAO_LARGEST_REQUEST_KB", 256)
API_REQUESTS_A_MINUTE = whole_number("JIYAO_API_REQUESTS_A_MINUTE", 300)
API_DETERMINATIONS_A_MINUTE = whole_number("JIYAO_API_DETERMINATIONS_A_MINUTE", 60)
API_TOKEN_REQUESTS_A_MINUTE = whole_number("JIYAO_API_TOKEN_REQUESTS_A_MINUTE", 600)
API_FAILED_TOKENS_A_MINUTE = whole_number("JIYAO_API_FAILED_TOKENS_A_MINUTE", 20)
NINJA_NUM_PROXIES = whole_number("JIYAO_PROXIES", 0)
ADDRESS = web_address("JIYAO_ADDRESS", "http://127.0.0.1:8000" if DEMONSTRATION else "")
VERIFICATIONS_A_MINUTE = whole_number("JIYAO_VERIFICATIONS_A_MINUTE", 30)
VERIFICATION_LISTS_AN_HOUR = whole_number("JIYAO_VERIFICATION_LISTS_AN_HOUR", 6)
STATUS_LIST_HOURS = whole_number("JIYAO_STATUS_LIST_HOURS", 24)
ROSTERS = VAR / "rosters"
PROFILES = Path(os.environ.get("JIYAO_PROFILES", VAR / "profiles"))

PACK = Path(os.environ.get("JIYAO_PACK", "packs/heilongjiang")).absolute()
DAY = day("JIYAO_DAY") if DEMONSTRATION else None

UNSAFE_KEY = "only for demonstrations"
SECRET_KEY = secret("JIYAO_SECRET_KEY", UNSAFE_KEY)
ALLOWED_HOSTS = os.environ.get("JIYAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
AUTH_USER_MODEL = "registry.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/account/login/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "jiyao.foundation",
    "jiyao.registry",
    "jiyao.policy",
    "jiyao.training",
    "jiyao.employment",
    "jiyao.evaluation",
    "jiyao.funds",
    "jiyao.casework",
    "jiyao.demo",
    "jiyao.interfaces.ui",
    "jiyao.interfaces.entrance",
    "jiyao.interfaces.portal",
    "jiyao.interfaces.desk",
    "jiyao.interfaces.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

LOGGING = logging_as(one_of("JIYAO_LOG", LINES))

MIDDLEWARE = [
    "jiyao.interfaces.ui.logs.requests.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiyao.interfaces.ui.keeping.kept_nowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "jiyao.interfaces.api.middleware.edge_of_api",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiyao.interfaces.ui.pack.OneVersion",
    "allauth.account.middleware.AccountMiddleware",
    "jiyao.interfaces.ui.permitting.Door",
]
ROOT_URLCONF = "jiyao.config.urls"
WSGI_APPLICATION = "jiyao.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["jiyao.interfaces.ui.templatetags.ui", "jiyao.interfaces.ui.templatetags.levels"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jiyao.interfaces.ui.context.page",
                "jiyao.interfaces.ui.menu.menu",
                "jiyao.interfaces.ui.past.past",
                "jiyao.interfaces.portal.context.region",
                "jiyao.interfaces.portal.context.inspecting",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": _SELF,
        "script-src": _SELF,
        "img-src": _SELF,
        "font-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "base-uri": _SELF,
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
NOT_FOR_ROBOTS = ("/mine/", "/employers/", "/my/", "/desk/", "/account/")
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = not DEMONSTRATION
SESSION_ENDS_AFTER = timedelta(hours=whole_number("JIYAO_SESSION_HOURS", 8))
SESSION_COOKIE_AGE = int(SESSION_ENDS_AFTER.total_seconds())
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("JIYAO_PROXIES", 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""Three fields a clause of a document that is being entered, and no document has more than 5,000 paragraphs."""
FILE_UPLOAD_HANDLERS = ["jiyao.interfaces.portal.uploads.InMemory"]

DATABASES = {"default": database_at("JIYAO_DATABASE_URL", f"sqlite:///{VAR}/jiyao.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {
        "NAME": VAR / "test.sqlite3"
    }  # a file, so that other processes can read it
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

# Failed sign-ins are counted here: every process must see the same, and what is counted must not be pushed out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # How often each address asks: the usual 300 would be pushed out by as many others.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

ACCOUNT_ADAPTER = "jiyao.interfaces.entrance.adapters.Accounts"
ACCOUNT_FORMS = {"login": "jiyao.interfaces.entrance.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMONSTRATION else "https"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/900s/key"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "jiyao.interfaces.entrance.validation.LongEnough", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
MFA_ADAPTER = "jiyao.interfaces.entrance.adapters.Factors"
MFA_FORMS = {
    "add_webauthn": "jiyao.interfaces.entrance.forms.AddKey",
    "login_webauthn": "jiyao.interfaces.entrance.forms.EnterByKey",
    "authenticate_webauthn": "jiyao.interfaces.entrance.forms.ProveByKey",
    "reauthenticate_webauthn": "jiyao.interfaces.entrance.forms.ProveAgainByKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "技耀"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
SOCIALACCOUNT_ADAPTER = "jiyao.interfaces.entrance.adapters.Identities"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = identity_providers()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
