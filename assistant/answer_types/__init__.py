"""What kind of answer is asked for, and what texts hold one."""
