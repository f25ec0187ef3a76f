"""Tensors: the everyday moves of a research engineer, each a function short enough to read at once.

Read in any order:

    indexing        broadcasting, masks, picking and scattering, top-k
    probabilities   from scores to losses and samples, and statistics that are updated as data comes
    layouts         axes by name (einops, einsum), strides, and puzzles without loops

Everything is PyTorch on the CPU. A function allocates its result and leaves its arguments as they
were, unless it says otherwise.
"""
