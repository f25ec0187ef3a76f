"""The host boundary: someone else's code runs where it can harm nobody and see nothing.

A host starts a *nursery*: a warm program of ours in namespaces made by bubblewrap. For each
submission the program forks a *ward*, which is confined once more before it runs a line of theirs:

    nursery.py   the host's side: a nursery's start and its end
    sight.py     what a nursery sees of the disk, and what is hidden there
    launch.py    as root: give up being root before bubblewrap starts
    wards.py     the nursery's side: fork a ward, watch it, end it
    memory.py    how much memory wards hold
    linux.py     the system calls that confine, and those that a ward may not make
    offers.py    what this machine offers, and the refusal where it isn't enough

What this stops, and what it can't, is in docs/host/boundaries.md; the attacks that prove it are
in tests/attacks/host. Only Linux has what it takes: nothing outside this folder needs it.
"""
