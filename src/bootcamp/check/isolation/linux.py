"""The system calls that confine a process, and the list of those that a ward may not make."""

import ctypes
import itertools
import os
from typing import Any

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x0002_0000, 0x0400_0000, 0x0800_0000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x1000_0000, 0x2000_0000, 0x4000_0000
ANY_NAMESPACE = 0x7E02_0000  # all CLONE_NEW... that clone can ask for

READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC = 0x1, 0x2, 0x4, 0x8
REMOUNT, BIND, RECURSIVE, PRIVATE = 0x20, 0x1000, 0x4000, 0x40000

_IN_BOUND, _DROP_FROM_BOUND, _NO_NEW_PRIVILEGES, _SECCOMP, _AMBIENT = 23, 24, 38, 22, 47  # prctl
_CLEAR_ALL, _FILTER_MODE, _CAPABILITY_VERSION = 4, 2, 0x2008_0522

_EPERM, _ENOSYS = 1, 38
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000  # of seccomp; a refusal's last 16 bits are the error
_EQUAL, _MASKED_EQUAL, _OPTIMIZE, _BY_TREE = 4, 7, 8, 2
NEWEST_CALL = 448  # process_mrelease, Linux 5.15: what came later doesn't exist in a ward

REFUSED = {
    "reach into another process": "ptrace process_vm_readv process_vm_writev process_madvise "
    "process_mrelease kcmp pidfd_getfd",
    "change what is mounted": "mount umount2 mount_setattr move_mount open_tree fsopen fsconfig "
    "fsmount fspick pivot_root chroot quotactl quotactl_fd",
    "open a file without its path": "open_by_handle_at name_to_handle_at",
    "enter or make a namespace": "unshare setns",
    "open a socket": "socket",
    "use the kernel's key store": "add_key request_key keyctl",
    "hold memory that no limit counts": "memfd_create memfd_secret shmget shmat shmctl shmdt "
    "semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend "
    "mq_timedreceive mq_notify mq_getsetattr io_setup splice tee sendfile setsockopt",
    "see how large and how busy the machine is": "sysinfo statfs fstatfs",
    "use up what this user's processes share": "inotify_init inotify_init1 fanotify_init "
    "fanotify_mark",
    "change a limit": "setrlimit",
    "reach parts of the kernel that often had holes": "io_uring_setup io_uring_enter "
    "io_uring_register bpf perf_event_open userfaultfd vmsplice modify_ldt personality",
    "administer the machine": "clock_settime settimeofday adjtimex clock_adjtime stime "
    "sethostname setdomainname reboot kexec_load kexec_file_load init_module finit_module "
    "delete_module create_module syslog acct swapon swapoff iopl ioperm vhangup",
    "use what is long obsolete": "lookup_dcookie nfsservctl uselib ustat sysfs _sysctl "
    "get_kernel_syms query_module",
}


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


_SHARED, _ANONYMOUS, _HUGE = 0x1, 0x20, 0x4_0000  # of mmap
_OF_NO_FILE = _SHARED | _ANONYMOUS | _HUGE
_SET_PIPE_SIZE = 1031  # of fcntl
_UNIX = 1  # of socketpair: another family's sockets are made before they are refused a pair

ALLOWED_IF = {  # one of these holds
    "clone": [_Comparison(0, _MASKED_EQUAL, ANY_NAMESPACE, 0)],  # threads and processes
    "socketpair": [_Comparison(0, _EQUAL, _UNIX)],
    "prlimit64": [_Comparison(2, _EQUAL, 0)],  # to ask for a limit
    "mmap": [  # no huge pages; shared memory is a file's: others stay when nobody maps them
        _Comparison(3, _MASKED_EQUAL, _OF_NO_FILE, flags) for flags in (0, _SHARED, _ANONYMOUS)
    ],
    "fcntl": [  # anything but to enlarge a pipe: a bit differs from that
        _Comparison(1, _MASKED_EQUAL, bit, bit & ~_SET_PIPE_SIZE)
        for bit in (1 << place for place in range(_SET_PIPE_SIZE.bit_length()))
    ],
}

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def unshare(namespaces: int) -> None:
    """Leave some namespaces for new ones; a new one for processes is the next child's."""
    _call("unshare", namespaces)


def enter(namespace: int, kind: int) -> None:
    """Go into the namespace that an open file stands for; one for processes: the children go."""
    _call("setns", namespace, kind)


def mount(target: str, kind: str, flags: int, options: str = "", source: str = "none") -> None:
    """Mount something, or change how it's mounted."""
    words = (word.encode() for word in (source, target, kind))
    _call("mount", *words, ctypes.c_ulong(flags), options.encode())


def write_about_itself(own: int, name: str, text: str) -> None:
    """Write to a file in this process's folder of /proc, `own`."""
    file = os.open(name, os.O_WRONLY, dir_fd=own)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def become_nobody(number: int, own: int) -> None:
    """Enter a new user namespace, where this user is known by that number and there's no other.

    `own` is this process's folder of /proc, where it can still be written to.
    """
    outside = (os.geteuid(), os.getegid())
    unshare(NEW_USERS)
    write_about_itself(own, "setgroups", "deny")
    for name, known in zip(("uid_map", "gid_map"), outside, strict=True):
        write_about_itself(own, name, f"{number} {known} 1")


def drop_capabilities() -> None:
    """Give up every capability for good, the ones that a program's file could give as well."""
    _call("prctl", _AMBIENT, _CLEAR_ALL, 0, 0, 0)
    known = itertools.takewhile(lambda n: _libc.prctl(_IN_BOUND, n, 0, 0, 0) >= 0, range(64))
    for capability in known:
        _call("prctl", _DROP_FROM_BOUND, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def compile_filter() -> bytes:
    """What the kernel runs at each system call: refused is an error, the unknown doesn't exist.

    Another architecture's calls kill. Raises OSError where libseccomp isn't installed.
    """
    refused = set(" ".join(REFUSED.values()).split())
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    seccomp.seccomp_syscall_resolve_num_arch.restype = ctypes.c_char_p
    context = ctypes.c_void_p(seccomp.seccomp_init(_REFUSE | _ENOSYS))
    seccomp.seccomp_attr_set(context, _OPTIMIZE, _BY_TREE)
    for number in range(NEWEST_CALL + 1):
        name = (seccomp.seccomp_syscall_resolve_num_arch(0, number) or b"").decode()
        if name in ("", "clone3"):  # clone3's flags can't be seen; without it, clone is used
            continue
        action = _REFUSE | _EPERM if name in refused else _ALLOW
        for condition in ALLOWED_IF.get(name, [None]):
            count, comparison = (1, ctypes.byref(condition)) if condition else (0, None)
            added = seccomp.seccomp_rule_add_array(context, action, number, count, comparison)
            _check(added, name)
    compiled = os.memfd_create("filter")
    try:
        _check(seccomp.seccomp_export_bpf(context, compiled), "export")
        return os.pread(compiled, 1 << 20, 0)
    finally:
        os.close(compiled)
        seccomp.seccomp_release(context)


def _check(result: int, what: str) -> None:
    if result < 0:
        raise OSError(-result, f"seccomp: {what}: {os.strerror(-result)}")


def install_filter(compiled: bytes) -> None:
    """Have every system call of this process and its children pass the filter, for good."""
    program = _Program(len(compiled) // 8, compiled)
    _call("prctl", _SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)
