"""What someone of a delivery partner sees: attendance and hours of its participants, and nothing else."""
