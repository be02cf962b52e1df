"""Exports as programs write them, made from a list of messages, with the quirks of each format."""
