"""Files that become records: profiles say what a file holds, each row is checked, and bad rows go back.

`reading` opens files of each format as rows of cells. `checking` makes values of cells and tells what is wrong.
Profiles are YAML files, in the folder `profiles` of each area.
"""
