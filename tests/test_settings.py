from datetime import timedelta
from pathlib import Path

import pytest

from app.settings import Settings, SettingsRefused


def test_nothing_is_needed_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings.instance == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/guichet.db"
    assert settings.base_url == "http://localhost:8000"
    assert settings.redis_embedded
    assert not settings.demo
    assert settings.secret_key == ""


def test_reading_settings_creates_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Settings.from_env({})
    assert list(tmp_path.iterdir()) == []


def test_each_kind_of_setting_is_read():
    settings = Settings.from_env(
        {
            "GUICHET_PORT": "8123",
            "GUICHET_DEMO": "oui",
            "GUICHET_MAX_UPLOAD": "3",
            "GUICHET_EFFECT_LEASE": "7.5",
            "GUICHET_BASE_URL": "https://demarches.ville.fr/",
            "REDIS_URL": "redis://localhost:6379/3",
        }
    )
    assert settings.port == 8123
    assert settings.demo
    assert settings.max_upload == 3 * 1024 * 1024
    assert settings.effect_lease == timedelta(seconds=7.5)
    assert settings.base_url == "https://demarches.ville.fr"
    assert settings.secure_cookies, "https asks for secure cookies"
    assert settings.redis_url == "redis://localhost:6379/3"
    assert not settings.redis_embedded


def test_an_empty_variable_counts_as_not_given():
    assert Settings.from_env({"GUICHET_PORT": " "}).port == 8000


def test_the_embedded_redis_of_an_instance_is_always_at_the_same_place(tmp_path: Path):
    first, second = (Settings.from_env({"GUICHET_INSTANCE": str(tmp_path)}) for _ in range(2))
    assert first.redis_url == second.redis_url
    assert first.redis_url.startswith("unix:///")


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("GUICHET_PORT", "http", "un nombre de 1 à 65535"),
        ("GUICHET_PORT", "70000", "un nombre de 1 à 65535"),
        ("GUICHET_PORT", "80.5", "un nombre entier"),
        ("GUICHET_DEMO", "peut-être", "écrivez oui ou non"),
        ("GUICHET_EFFECT_LEASE", "1", "un nombre de 5 à 86400"),
        ("GUICHET_WEB_THREADS", "0", "un nombre de 1 à 256"),
        ("GUICHET_DRAFT_DAYS", "0", "un nombre de 1 à 3650"),
        ("GUICHET_SWEEP_EVERY", "nan", "un nombre de 0.1 à 3600"),
        ("GUICHET_FORMS", "/nowhere/at-all", "n’existe pas"),
        ("GUICHET_LOGO", "/nowhere/logo.svg", "n’existe pas"),
        ("GUICHET_BASE_URL", "ftp://ville.fr", "http:// ou https://"),
        ("GUICHET_BASE_URL", "http://ville.fr:port", "http:// ou https://"),
        ("DATABASE_URL", "mysql://localhost/x", "sqlite:// ou postgresql://"),
        ("REDIS_URL", "localhost:6379", "redis:// ou rediss:// ou unix://"),
        ("SMTP_URL", "mail.ville.fr", "smtp:// ou smtps://"),
        ("GUICHET_SECRET_KEY", "short", "au moins 32 caractères"),
        ("GUICHET_MAIL_FROM", "la mairie", "l’adresse d’envoi"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_a_hint(name: str, value: str, hint: str):
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_env({name: value})
    assert str(refusal.value).startswith(name)
    assert hint in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_refused_address_never_shows_its_password():
    with pytest.raises(SettingsRefused) as refusal:
        Settings.from_env({"DATABASE_URL": "mysql://guichet:hunter2@localhost/x"})
    assert "hunter2" not in str(refusal.value)


def test_sending_mail_for_real_asks_for_the_sender():
    with pytest.raises(SettingsRefused, match="GUICHET_MAIL_FROM"):
        Settings.from_env({"SMTP_URL": "smtp://localhost"})
