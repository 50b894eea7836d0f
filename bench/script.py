"""What a person writes by hand to see a table: import Polars, read the file, print its rows."""

import sys

import polars as pl

for row in pl.read_csv(sys.argv[1]).iter_rows():
    print(*row)
