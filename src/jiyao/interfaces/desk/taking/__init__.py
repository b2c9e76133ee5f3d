"""Take-up at the desk: the page, the lists behind its figures, and the workbook."""
