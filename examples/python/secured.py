"""What a secured cluster and registry want to know: settings from a file, a login from the environment."""

import base64
import os

VARIABLE = "TOCSIN_CLIENT_CONFIG"


def kafka_settings(file):
    """The settings of librdkafka in a file of key=value lines; none without a file."""
    settings = {}
    if file:
        with open(file, encoding="utf-8") as lines:
            for line in map(str.strip, lines):
                if line and not line.startswith("#"):
                    key, _, value = line.partition("=")
                    settings[key.strip()] = value.strip()
    return settings


def registry_headers():
    """Who we are to the registry: user:password in TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO, if it wants that."""
    login = os.environ.get("TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO", "")
    return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()} if login else {}
