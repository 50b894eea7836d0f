"""What a plan is: frozen objects that know neither files nor dataframes."""
