"""Uploads: files from the browser, kept privately until they are added."""
