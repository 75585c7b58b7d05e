"""Receipts: records of checks that can be verified later."""
