"""Every error that a user of the tool can meet.

    BootcampError              a sentence for the user: what was expected, what came, what to do
    ├── CourseError            a course, lesson or exercise file is not as the format asks
    ├── DefinitionNotFound     a named function, method or class is not in a source file
    ├── SourceError            a source file can't be read or parsed
    │   └── SourceTooLarge     it is longer, larger or nested deeper than is read
    ├── WorkspaceError         the learner's folder is missing, damaged, read-only or in use
    │   └── NoWorkspaceError   there is none in this folder, nor around it
    ├── RemoteError            a cohort's server can't be reached, or refuses what is sent
    ├── JudgeError             the process that runs checks could not be started or has ended
    │   └── JudgeEndedTwice    it ended on one request, was started anew, and ended again
    ├── IsolationError         others' code can't be run safely on this machine
    ├── ReportError            a report's spec, or a row for it, is not as it should be
    ├── MailError              the mail server doesn't take a mail that someone waits for
    └── AnsweredAlready        a form was answered by the same person before, or in another tab

The command line prints the sentence and exits with `exit_code`; the site shows it on the page.
A traceback on a user's screen is a bug of ours.
"""


class BootcampError(Exception):
    """A sentence for the user. The message says what was expected, what came and what to do."""

    exit_code = 2


class CourseError(BootcampError):
    """A course, lesson or exercise file is not as the format asks.

    `rule` is the rule of `bootcamp verify` that it breaks, `exercise` the exercise concerned; both
    may be empty.
    """

    def __init__(self, says: str, *, rule: str = "", exercise: str = "") -> None:
        super().__init__(says)
        self.rule = rule
        self.exercise = exercise


class DefinitionNotFound(BootcampError):
    """A named function, method or class is not in a source file."""


class SourceError(BootcampError):
    """A source file can't be read or parsed."""


class SourceTooLarge(SourceError):
    """A source file is longer, larger or nested deeper than is read."""


class WorkspaceError(BootcampError):
    """The learner's folder is missing, damaged, read-only or in use by another process."""


class NoWorkspaceError(WorkspaceError):
    """There is no workspace in this folder, nor around it."""


class RemoteError(BootcampError):
    """A cohort's server can't be reached, or refuses what is sent."""


class JudgeError(BootcampError):
    """The process that runs checks could not be started, or has ended."""


class JudgeEndedTwice(JudgeError):
    """The process that runs checks ended on one request, was started anew, and ended again."""


class IsolationError(BootcampError):
    """Others' code can't be run safely on this machine: so it isn't run."""


class ReportError(BootcampError):
    """A report's spec, or a row that it is made from, is not as it should be."""


class MailError(BootcampError):
    """The mail server doesn't take a mail that someone waits for."""


class AnsweredAlready(BootcampError):
    """A form was answered by the same person before, or in another tab."""
