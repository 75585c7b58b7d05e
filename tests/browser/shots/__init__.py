"""The pictures of the README: `python -m tests.browser.shots` takes them again."""
