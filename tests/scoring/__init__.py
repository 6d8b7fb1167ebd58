"""Tests of the package they are named after."""
