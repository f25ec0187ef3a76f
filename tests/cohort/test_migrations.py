"""The tables that migrations make are those of the models (the other tests make them from these)."""

import os
import subprocess
import sys


def test_no_change_of_a_model_lacks_its_migration(tmp_path):
    words = ["makemigrations", "cohort", "--check", "--dry-run"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bootcamp.web.host_settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", *words],
        env={**environment, "BOOTCAMP_DATA": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "No changes detected in app 'cohort'\n")
