"""People and groups that an identity provider pushes: who are they, and whose accounts hold?"""
