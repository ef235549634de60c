"""What a sheet is: columns, choices, rules. Pure; nothing here reads or writes anything."""
