"""The examples of the READMEs, run one after the other: each prints what stands below it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import unittest

README = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "README.md")
#: That of the service, whose one example in Python prints what the page says in words.
SERVICE = os.path.join(os.path.dirname(README), "..", "..", "README.md")
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n(?:\n```\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


class ReadmeTest(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(directory.name)

    def test_examples_print_what_stands_below_them(self) -> None:
        with open(README, encoding="utf-8") as file:
            examples = EXAMPLE.findall(file.read())
        with open(SERVICE, encoding="utf-8") as file:
            examples += [(code, "completed\n") for code, _ in EXAMPLE.findall(file.read())]
        self.assertGreaterEqual(len(examples), 7)
        for code, shown in examples:
            printed = io.StringIO()
            with self.subTest(code), contextlib.redirect_stdout(printed):
                exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
            self.assertEqual(printed.getvalue(), shown, code)


if __name__ == "__main__":
    unittest.main()
