"""The limits of the reader's child on Windows: a Job Object.

Not tested: this was written from Microsoft's documentation on a machine without Windows. It gives the child 2 GB of
memory, 20 s of processor time, and ends it when the program ends. If any call fails the child runs without these
limits, but still under the limits on time and answer that `child` keeps, and it can still be cancelled.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import subprocess
    from ctypes import wintypes

    _MEMORY = 2 << 30
    _CPU_SECONDS = 20
    _LIMIT_PROCESS_TIME, _LIMIT_PROCESS_MEMORY, _KILL_ON_JOB_CLOSE = 0x2, 0x100, 0x2000
    _EXTENDED_LIMITS = 9
    _jobs: list[int] = []  # a job ends its processes when its last handle closes, so the handles live with the program

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def confine(process: subprocess.Popen[bytes]) -> bool:
        """Put a running child into a new job with limits; whether that succeeded."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return False
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_TIME | _LIMIT_PROCESS_MEMORY | _KILL_ON_JOB_CLOSE
        limits.BasicLimitInformation.PerProcessUserTimeLimit = _CPU_SECONDS * 10_000_000
        limits.ProcessMemoryLimit = _MEMORY
        done = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        if done and kernel.AssignProcessToJobObject(job, int(process._handle)):  # noqa: SLF001  Popen offers no other
            while len(_jobs) > 1:  # an earlier child has ended by now
                kernel.CloseHandle(_jobs.pop(0))
            _jobs.append(job)
            return True
        kernel.CloseHandle(job)
        return False
