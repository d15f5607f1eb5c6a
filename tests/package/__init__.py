"""Proof of the Debian packages on bare systems. Started by scripts/package-test, which gives it a world of its own."""
