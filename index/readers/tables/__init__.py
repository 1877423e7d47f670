"""Tables of every format: where cells stand, which rows name columns, what each row says."""
