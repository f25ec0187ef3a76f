"""Reverse-mode automatic differentiation in numpy, from one scalar chain to a trained network.

Read in this order:

    arrays         the words: an array, an operation, a pullback
    numeric        derivatives by measuring: the truth that everything else is held against
    elementwise    multiply, tanh, ...: each forward beside its backward
    chain          the chain rule, run backwards
    broadcasting   what a gradient does where an array was stretched
    reductions, shapes, linear, losses
    graph          an order to walk backwards in, and the walk
    value          arrays that remember how they were made
    modules, optim, training
"""
