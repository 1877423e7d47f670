"""The organisation's directory: of which groups does it say that somebody is a member?"""
