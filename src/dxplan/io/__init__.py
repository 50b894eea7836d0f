"""Files: plans and figures in and out. The classes know nothing of files; this package does."""
