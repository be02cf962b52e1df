"""What is asked about risk assessments and the risk register."""
