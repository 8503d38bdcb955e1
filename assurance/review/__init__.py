"""What a change means for operations: two cloud assemblies, proven, rehearsed and compared.

Needs no credentials. What a property is and whether changing it replaces a resource comes from the
CDK's own diff; what it means comes from proving both sides and from playing their alarms.
"""
