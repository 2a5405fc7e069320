"""Renew ``baseline.yaml`` and print what moved: ``make baseline``."""

import yaml
from summary import BASELINE, CASES, read_baseline, summary


def main() -> None:
    """Write the numbers of all cases; a changed one belongs into the CHANGELOG's Results."""
    before, after = read_baseline(), {case: summary(case) for case in CASES}
    for case, numbers in after.items():
        for name, value in numbers.items():
            old = before.get(case, {}).get(name)
            if old != value:
                print(f"{case:14} {name:34} {old} -> {value}")
    BASELINE.write_text(yaml.safe_dump(after, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
