"""The metrics of databases, caches and buckets whose behaviour is known."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.preview.kinds import (
    QUIET,
    Kind,
    amount,
    count,
    demand,
    number,
    shortfall,
    steady,
    time,
    usage,
)

STORED: Mapping[str, Mapping[str, Kind]] = {
    "AWS/RDS": {
        "CPUUtilization": usage(34, worse=2.7),
        "DatabaseConnections": number(120, bad="up", worse=2.5, daily=0.2),
        "FreeStorageSpace": amount(6.2e10, bad="down", worse=6),
        "FreeableMemory": amount(5.2e9, bad="down", worse=5),
        "ReadLatency": time(0.0018, worse=36, spread=0.3),
        "WriteLatency": time(0.0034, worse=38, spread=0.3),
        "CommitLatency": time(2.1, "Milliseconds", worse=30, spread=0.3),
        "ReplicaLag": amount(0.3, "Seconds", bad="up", worse=400),
        "OldestReplicationSlotLag": amount(2.4e6, bad="up", worse=900),
        "ReadIOPS": amount(420, "Count/Second", daily=0.4),
        "WriteIOPS": amount(260, "Count/Second", daily=0.4),
        "DiskQueueDepth": amount(0.6, "Count", bad="up", worse=30),
        "BurstBalance": shortfall(3, worse=20),
        "DBLoad": amount(0.8, "", bad="up", worse=7, daily=0.2),
        "DBLoadRelativeToNumVCPUs": amount(0.4, "", bad="up", worse=3.4, daily=0.2),
        "SwapUsage": amount(1.3e8),
        "NetworkReceiveThroughput": amount(1.8e7, "Bytes/Second", daily=0.3),
        "NetworkTransmitThroughput": amount(2.9e7, "Bytes/Second", daily=0.3),
    },
    "AWS/ElastiCache": {
        "CPUUtilization": usage(18, worse=3.5),
        "EngineCPUUtilization": usage(22, worse=3.8),
        "DatabaseMemoryUsagePercentage": usage(47, worse=1.9, daily=0.03),
        "FreeableMemory": amount(3.1e9, bad="down", worse=5),
        "CurrConnections": number(88, bad="up", worse=2.4, daily=0.2),
        "CacheHits": count(5200, daily=0.4, bad="down", worse=2),
        "CacheMisses": count(310, daily=0.4, bad="up", worse=6),
        "CacheHitRate": shortfall(6, worse=6),
        "Evictions": count(0.004, bad="up", worse=40000),
        "ReplicationLag": amount(0.002, "Seconds", bad="up", worse=900),
    },
    "AWS/S3": {
        "AllRequests": demand(1400, daily=0.4),
        "GetRequests": demand(1180, daily=0.4),
        "PutRequests": demand(160, daily=0.4),
        "BytesDownloaded": count(3.1e9, daily=0.4),
        "BytesUploaded": count(5.4e8, daily=0.4),
        "4xxErrors": count(1.2, daily=0.3, bad="up", worse=1.6),
        "5xxErrors": count(0.01, bad="up", worse=2400),
        "FirstByteLatency": time(38, "Milliseconds", worse=9),
        "TotalRequestLatency": time(74, "Milliseconds", worse=9),
        "BucketSizeBytes": steady(amount(3.4e12)),
        "NumberOfObjects": steady(number(1.86e6)),
        "ReplicationLatency": amount(18, "Seconds", bad="up", worse=90),
        "OperationsPendingReplication": number(26, bad="up", worse=60),
        "BytesPendingReplication": amount(8.1e8, bad="up", worse=60),
        "OperationsFailedReplication": QUIET,
    },
}
