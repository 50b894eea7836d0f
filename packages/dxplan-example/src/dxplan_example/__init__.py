"""Two plans of a made-up province and a vocabulary, each in a folder named like it."""
