"""Uploads: files from the browser, kept private until they are added."""
