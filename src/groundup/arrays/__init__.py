"""Tensors: the everyday moves of a research engineer, each a function short enough to read at once.

Read in any order:

    indexing        broadcasting, masks, picking and scattering, top-k
    probabilities   from scores to losses and samples, and statistics that are updated as data comes
    layouts         axes by name (einops, einsum), and strides
    puzzles         whole computations as one expression, without loops

Everything is PyTorch on the CPU, and whole numbers that come in are int64. A function leaves its
arguments as they were, unless it says otherwise. Where it only moves axes, its result may be a view
of them.
"""
