"""The passes that tell of clocks, send email and keep calendar addresses."""
