"""Layered layout of a directed graph: ranks, orders within them, coordinates (Sugiyama and others, 1981).

Knows neither documents nor kinds of nodes. Work goes *along*, from smaller to greater; branches lie *across*.
"""
