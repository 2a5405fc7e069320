"""Files and functions stay small enough to read."""

from house import arguments, files, functions, n_lines, named, trees

MODULE, FUNCTION, YAML, TEST = 300, 50, 40, 250  # lines; a function's without its docstring
SOFT_MODULE, SOFT_FUNCTION = 250, 25
ARGUMENTS, ARGUMENTS_OF_KERNELS = 8, 10  # beside self


def too_long(paths, most):
    return {named(path): n_lines(path) for path in paths if n_lines(path) > most}


def long_functions(most):
    return {
        f"{named(path)}: {name}": lines
        for path, tree in trees("src")
        for name, lines in functions(tree)
        if lines > most
    }


def test_modules_are_not_long():
    assert not too_long(files("src", "*.py"), MODULE)


def test_functions_are_not_long():
    assert not long_functions(FUNCTION)


def test_no_function_takes_a_crowd_of_arguments():
    """What belongs together travels as one; a kernel may take two more."""
    crowds = {
        f"{named(path)}: {name}": n
        for path, tree in trees("src")
        for name, n, is_compiled in arguments(tree)
        if n > (ARGUMENTS_OF_KERNELS if is_compiled else ARGUMENTS)
    }
    assert not crowds


def test_yaml_files_are_at_most_40_lines():
    assert not too_long(files("configs", "*.yaml"), YAML)


def test_test_files_are_at_most_250_lines():
    assert not too_long(files("tests", "*.py"), TEST)


def test_soft_budgets_are_listed(record_property):
    """What is larger than it should be is shown at the end of a run, not failed."""
    over = too_long(files("src", "*.py"), SOFT_MODULE) | long_functions(SOFT_FUNCTION)
    record_property("over_budget", [f"{where}: {lines} lines" for where, lines in over.items()])
