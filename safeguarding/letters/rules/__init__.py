"""The language that letters are written in, the fields they have, and what they say unless a force says else."""
