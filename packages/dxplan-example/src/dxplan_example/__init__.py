"""Two plans of a made-up province, each in a folder named like it."""
