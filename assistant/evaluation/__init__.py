"""Measuring: how good search and answers are, on questions whose answers are known.

`cases` says what a question to measure with is, `questions` reads files of them, `asking` asks
them, `metrics` scores what came back, `runs` keeps it, `summary` and `changes` boil it down, and
`views`, `plots` and `page` show it.
"""
