"""Files and functions stay small enough to be read in one go."""

from statistics import median

from tests.architecture.tree import functions, length, name, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 10


def test_no_file_is_longer_than_400_lines() -> None:
    lines = {
        name(file): len(file.read_text("utf-8").splitlines())
        for file in python_files("src", "tests", "bench")
    }

    assert {file: count for file, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {
        f"{name(file)}:{function.lineno} {function.name}": length(function)
        for file in python_files("src", "tests", "bench")
        for function in functions(file)
    }

    assert {function: count for function, count in lengths.items() if count > LONGEST_FUNCTION} == {}


def test_half_of_the_functions_are_shorter_than_10_lines() -> None:
    lengths = [length(function) for file in python_files("src") for function in functions(file)]

    assert median(lengths) < MEDIAN_FUNCTION
