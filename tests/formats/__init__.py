"""Tests of `translator.formats`."""
