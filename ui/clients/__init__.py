"""What other programs use to ask a Tenkyo that runs somewhere else."""
