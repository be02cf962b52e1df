"""Links, worked out from what is on record when somebody looks, of what they may see."""
