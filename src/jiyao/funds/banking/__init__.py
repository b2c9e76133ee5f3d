"""The files of banks and treasuries, read and written as their descriptions say."""
