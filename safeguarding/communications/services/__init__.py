"""Keeping the register of accounts, and what is written about contact with young people."""
