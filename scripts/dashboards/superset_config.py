"""What Superset is told: its own database, nothing that leaves this machine, and the words of the warehouse."""

import os
from pathlib import Path

from superset import config as defaults

FOLDER = Path(os.environ["SUPERSET_FOLDER"])

SECRET_KEY = (FOLDER / "secret").read_text(encoding="utf-8")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{FOLDER}/superset.db"
APP_NAME = "Internet Plus Index"
LANGUAGES = {
    "en": {"flag": "us", "name": "English"},
    "zh": {"flag": "cn", "name": "中文"},
}
# Every question goes to the publication of the moment, and no copy of an earlier answer is kept.
CACHE_CONFIG = DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = {
    "CACHE_TYPE": "FileSystemCache",
    "CACHE_DIR": str(FOLDER / "state"),
    "CACHE_DEFAULT_TIMEOUT": 90 * 24 * 3600,
}

# A pixel of the login page, maps, fonts and pictures of users would be fetched from elsewhere: the browser may not.
TALISMAN_CONFIG = {
    **defaults.TALISMAN_CONFIG,
    "content_security_policy": {
        **defaults.TALISMAN_CONFIG["content_security_policy"],
        "img-src": ["'self'", "blob:", "data:"],
        "connect-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
    },
}
