"""Weakened alarms: which weakenings does some scenario notice?"""
