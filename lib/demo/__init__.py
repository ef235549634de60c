"""One invented world as of 1 February 2022: rows for every sheet that give the memo's figures.

    made = world()                  # sheet name → rows of plain values, secrets readable
    cells = rows(made, cipher)      # sheet name → header and cells, as a spreadsheet holds them

Both are in `lib.demo.world`. What the memo does not say is invented and says so: "(fictief)",
"Voorbeeldnotitie: …", "Voorbeeldwens: …".
"""
