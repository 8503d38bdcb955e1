"""The metrics of AWS whose behaviour is known.

Units are CloudWatch's own: a load balancer reports seconds, CloudFront milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping

from assurance.preview.kinds import (
    QUIET,
    Kind,
    amount,
    count,
    demand,
    number,
    share,
    shortfall,
    steady,
    time,
    usage,
)
from assurance.preview.stored_metrics import STORED

KNOWN: Mapping[str, Mapping[str, Kind]] = {
    **STORED,
    "AWS/ApplicationELB": {
        "RequestCount": demand(900, daily=0.4),
        "RequestCountPerTarget": demand(225, daily=0.4),
        "HTTPCode_Target_2XX_Count": count(870, daily=0.4, bad="down", worse=1.15),
        "HTTPCode_Target_3XX_Count": count(12, daily=0.4),
        "HTTPCode_Target_4XX_Count": count(14, daily=0.4, bad="up", worse=1.6),
        "HTTPCode_Target_5XX_Count": count(0.4, daily=0.4, bad="up", worse=220),
        "HTTPCode_ELB_5XX_Count": count(0.05, bad="up", worse=300),
        "HTTPCode_ELB_503_Count": count(0.01, bad="up", worse=300),
        "TargetResponseTime": time(0.055, worse=9),
        "HealthyHostCount": number(4, bad="down", worse=4),
        "UnHealthyHostCount": number(0.04, bad="up", worse=100),
        "RejectedConnectionCount": QUIET,
        "TargetConnectionErrorCount": count(0.02, bad="up", worse=600),
        "ActiveConnectionCount": count(340, daily=0.4, bad="up", worse=1.8),
        "NewConnectionCount": count(120, daily=0.4),
        "ProcessedBytes": count(4.1e8, daily=0.4),
    },
    "AWS/CloudFront": {
        "Requests": demand(2400, daily=0.45),
        "BytesDownloaded": count(9.2e8, daily=0.45),
        "OriginLatency": time(120, "Milliseconds", worse=9, spread=0.7),
        "4xxErrorRate": share(0.9, worse=1.6),
        "5xxErrorRate": share(0.04, worse=160),
        "TotalErrorRate": share(0.95, worse=8),
        "CacheHitRate": shortfall(7, worse=3),
    },
    "AWS/ECS": {
        "CPUUtilization": usage(41, worse=2.2),
        "MemoryUtilization": usage(54, worse=1.7, daily=0.04),
    },
    "ECS/ContainerInsights": {
        "RunningTaskCount": number(4, bad="down", worse=2.5),
        "DesiredTaskCount": steady(number(4)),
        "PendingTaskCount": number(0.04, bad="up", worse=60),
    },
    "AWS/SQS": {
        "ApproximateNumberOfMessagesVisible": number(14, bad="up", worse=24, daily=0.3),
        "ApproximateNumberOfMessagesNotVisible": number(9, bad="up", worse=1.4, daily=0.3),
        "ApproximateAgeOfOldestMessage": amount(24, "Seconds", bad="up", worse=55, daily=0.2),
        "NumberOfMessagesSent": demand(12, daily=0.4),
        "NumberOfMessagesReceived": count(12, daily=0.4, bad="down", worse=3),
        "NumberOfMessagesDeleted": count(12, daily=0.4, bad="down", worse=4),
    },
    "AWS/EC2": {
        "CPUUtilization": usage(58, worse=1.65),
        "NetworkIn": amount(2.1e8, daily=0.3),
        "NetworkOut": amount(3.4e8, daily=0.3),
        "StatusCheckFailed": number(0.02, bad="up", worse=60),
    },
    "AWS/AutoScaling": {
        "GroupInServiceInstances": number(6, bad="down", worse=2.5),
        "GroupDesiredCapacity": steady(number(6)),
        "GroupMaxSize": steady(number(12)),
    },
    "CWAgent": {
        "mem_used_percent": usage(56, worse=1.65, daily=0.05),
        "disk_used_percent": usage(47, worse=1.9, daily=0.0),
        "disk_free": amount(5.2e10, bad="down", worse=5),
        "nvidia_smi_utilization_gpu": usage(68, worse=1.42),
        "nvidia_smi_utilization_memory": usage(61, worse=1.5),
        "nvidia_smi_temperature_gpu": amount(64, "", bad="up", worse=1.3),
    },
    "AWS/CertificateManager": {"DaysToExpiry": steady(number(214, bad="down"))},
    "AWS/SNS": {
        "NumberOfMessagesPublished": count(0.12, bad="none", worse=1),
        "NumberOfNotificationsDelivered": count(0.12),
        "NumberOfNotificationsFailed": QUIET,
        "NumberOfNotificationsFailedToRedriveToDlq": QUIET,
    },
    "AWS/Lambda": {
        "Invocations": count(1.1, daily=0.1),
        "Errors": QUIET,
        "Throttles": QUIET,
        "Duration": time(240, "Milliseconds", worse=9),
        "ConcurrentExecutions": number(3, bad="up", worse=6),
    },
    "AWS/ApplicationSignals": {
        "AttainmentRate": shortfall(0.004, worse=30),
        "BurnRate": amount(0.35, "", bad="up", worse=48),
    },
    "CloudWatchSynthetics": {
        "SuccessPercent": shortfall(0.0001, worse=6e5),
        "Duration": time(2400, "Milliseconds", worse=6, spread=0.2),
    },
}
