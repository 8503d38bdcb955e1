"""An assembly with every kind of widget, and alarms that the data are held to."""

import json
from pathlib import Path

from tests.assurance.lab import ACCOUNT, ELSEWHERE, REGION, Template, write_stack, write_stage

ALB = ("LoadBalancer", "app/films/1", "TargetGroup", "targetgroup/films/2")
CONSOLE = f"https://{REGION}.console.aws.amazon.com/cloudwatch/home?region={REGION}"
Widget = Template


def arn(name: str, region: str = REGION) -> str:
    return f"arn:aws:cloudwatch:{region}:{ACCOUNT}:alarm:{name}"


def alarm(name: str, **properties: object) -> Template:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {"AlarmName": name, "EvaluationPeriods": 5, **properties},
    }


def metric_alarm(
    name: str, namespace: str, metric: str, over: float, stat: str, **more: object
) -> Template:
    given: Template = {
        "Namespace": namespace,
        "MetricName": metric,
        "Threshold": over,
        "ComparisonOperator": "GreaterThanThreshold",
        "Period": 60,
        "ExtendedStatistic" if stat.startswith(("p", "PR")) else "Statistic": stat,
    }
    return alarm(name, **{**given, **more})


def dimensions(*pairs: str) -> list[Template]:
    return [
        {"Name": name, "Value": value} for name, value in zip(pairs[::2], pairs[1::2], strict=True)
    ]


def stat(id: str, metric: str, how: str = "Sum", period: int = 300) -> Template:
    return {
        "Id": id,
        "ReturnData": False,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/ApplicationELB",
                "MetricName": metric,
                "Dimensions": dimensions(*ALB),
            },
            "Stat": how,
            "Period": period,
        },
    }


ERROR_RATE = "100 * errors / requests"
ALARMS: Template = {
    "Slow": metric_alarm(
        "prod-api-slow",
        "AWS/ApplicationELB",
        "TargetResponseTime",
        0.5,
        "p95",
        Dimensions=dimensions(*ALB),
    ),
    "Errors": alarm(
        "prod-api-errors",
        Threshold=5,
        ComparisonOperator="GreaterThanThreshold",
        Metrics=[
            {"Id": "rate", "Expression": ERROR_RATE, "Label": "Error rate"},
            stat("errors", "HTTPCode_Target_5XX_Count"),
            stat("requests", "RequestCount"),
        ],
    ),
    "NoHost": metric_alarm(
        "prod-api-no-host",
        "AWS/ApplicationELB",
        "HealthyHostCount",
        1,
        "Minimum",
        ComparisonOperator="LessThanThreshold",
        Dimensions=dimensions(*ALB),
    ),
    "Queue": metric_alarm(
        "prod-jobs-queue",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        100,
        "Maximum",
        Dimensions=dimensions("QueueName", "jobs"),
    ),
    "DeadLetters": metric_alarm(
        "prod-jobs-dead",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        0,
        "Maximum",
        Dimensions=dimensions("QueueName", "jobs-dead"),
    ),
    "Cpu": metric_alarm(
        "prod-database-cpu",
        "AWS/RDS",
        "CPUUtilization",
        85,
        "Average",
        Dimensions=dimensions("DBInstanceIdentifier", "films"),
    ),
    "Storage": metric_alarm(
        "prod-database-storage",
        "AWS/RDS",
        "FreeStorageSpace",
        20 * 2**30,
        "Minimum",
        ComparisonOperator="LessThanThreshold",
        Dimensions=dimensions("DBInstanceIdentifier", "films"),
    ),
    "Attained": metric_alarm(
        "prod-api-attained",
        "AWS/ApplicationSignals",
        "AttainmentRate",
        99.9,
        "Average",
        ComparisonOperator="LessThanThreshold",
        Dimensions=dimensions("SloName", "api"),
    ),
    "Fast": metric_alarm(
        "prod-api-fast-enough",
        "AWS/ApplicationELB",
        "TargetResponseTime",
        95,
        "PR(:0.2)",
        ComparisonOperator="LessThanThreshold",
        Dimensions=dimensions(*ALB),
    ),
    "Certificate": metric_alarm(
        "prod-certificate",
        "AWS/CertificateManager",
        "DaysToExpiry",
        30,
        "Minimum",
        Period=86400,
        ComparisonOperator="LessThanThreshold",
        Dimensions=dimensions("CertificateArn", "films"),
    ),
    "Searched": alarm(
        "prod-searched",
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        Metrics=[{"Id": "all", "Expression": "SEARCH('{AWS/RDS}', 'Average', 300)"}],
    ),
    "Api": {
        "Type": "AWS::CloudWatch::CompositeAlarm",
        "Properties": {
            "AlarmName": "prod-api",
            "AlarmRule": 'ALARM("prod-api-errors") AND (ALARM("prod-api-slow") OR NOT OK("prod-api-no-host"))',
        },
    },
}
NAMES = [one["Properties"]["AlarmName"] for one in ALARMS.values()]


def widget(type: str, x: int, y: int, width: int, height: int, **properties: object) -> Widget:
    box = {"type": type, "x": x, "y": y, "width": width, "height": height}
    return {**box, "properties": properties}


def chart(
    x: int, y: int, width: int, height: int, title: str, *metrics: object, **more: object
) -> Widget:
    given = {"title": title, "region": REGION, "metrics": list(metrics), "period": 60, **more}
    return widget("metric", x, y, width, height, **given)


def line(value: float, label: str, **more: object) -> Template:
    return {"value": value, "label": label, **more}


def overview() -> list[Widget]:
    elb = "AWS/ApplicationELB"
    links = (
        f"# Production overview\n[API]({CONSOLE}#dashboards/dashboard/films-prod-api) · "
        f"[Media]({CONSOLE}#dashboards:name=films-prod-media) · "
        "[Runbooks](https://example.com/runbooks) · [button:primary:Status page](https://example.com/)"
    )
    return [
        widget("text", 0, 0, 24, 2, markdown=links, background="transparent"),
        widget("alarm", 0, 2, 24, 4, title="Alarms", alarms=[arn(name) for name in NAMES]),
        chart(
            0,
            6,
            6,
            3,
            "Requests a minute",
            [elb, "RequestCount", *ALB, {"stat": "Sum"}],
            view="singleValue",
            sparkline=True,
        ),
        chart(
            6,
            6,
            6,
            3,
            "Response time, p95",
            [elb, "TargetResponseTime", *ALB, {"stat": "p95", "label": "p95"}],
            view="singleValue",
            sparkline=True,
        ),
        chart(
            12,
            6,
            6,
            3,
            "Films and failures today",
            ["AIFilmStudio/Production", "FilmsGenerated", {"label": "Films"}],
            [".", "FilmGenerationFailures", {"label": "Failures", "color": "#d62728"}],
            stat="Sum",
            view="singleValue",
            setPeriodToTimeRange=True,
        ),
        chart(
            18,
            6,
            6,
            3,
            "Certificate",
            [
                "AWS/CertificateManager",
                "DaysToExpiry",
                "CertificateArn",
                "films",
                {"label": "Days left"},
            ],
            stat="Minimum",
            period=86400,
            view="singleValue",
        ),
        chart(
            0,
            9,
            8,
            6,
            "API response time",
            [elb, "TargetResponseTime", *ALB, {"stat": "p50", "label": "p50"}],
            ["...", {"stat": "p95", "label": "p95 (worst ${MAX} s)"}],
            ["...", {"stat": "p99", "label": "p99"}],
            yAxis={"left": {"min": 0, "label": "Seconds", "showUnits": False}},
            annotations={
                "horizontal": [
                    line(0.2, "SLO 200 ms", color="#2ca02c"),
                    line(0.5, "alert > 500 ms", fill="above"),
                ]
            },
        ),
        chart(
            8,
            9,
            8,
            6,
            "API errors",
            [{"expression": ERROR_RATE, "label": "Error rate", "id": "rate", "color": "#d62728"}],
            [
                elb,
                "HTTPCode_Target_5XX_Count",
                *ALB,
                {"id": "errors", "visible": False, "stat": "Sum"},
            ],
            [
                ".",
                "RequestCount",
                *ALB,
                {"id": "requests", "stat": "Sum", "yAxis": "right", "label": "Requests"},
            ],
            period=300,
            yAxis={"left": {"min": 0, "label": "Percent"}, "right": {"min": 0}},
            annotations={
                "horizontal": [line(1, "SLO 1 %"), line(5, "alert > 5 %")],
                "vertical": [{"value": "2026-01-14T12:20:00Z", "label": "deploy"}],
            },
        ),
        chart(
            16,
            9,
            8,
            6,
            "Hosts",
            [elb, "HealthyHostCount", *ALB, {"stat": "Minimum"}],
            [".", "UnHealthyHostCount", *ALB, {"stat": "Maximum"}],
            yAxis={"left": {"min": 0}},
        ),
        chart(
            0,
            15,
            12,
            6,
            "Queues",
            ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "jobs"],
            ["...", "video"],
            ["...", "voice"],
            stat="Maximum",
            stacked=True,
            legend={"position": "right"},
            annotations={"horizontal": [[line(100, "full"), line(400, "")]]},
        ),
        chart(
            12,
            15,
            6,
            6,
            "GPU use",
            ["CWAgent", "nvidia_smi_utilization_gpu", "AutoScalingGroupName", "workers"],
            view="gauge",
            yAxis={"left": {"min": 0, "max": 100}},
            annotations={
                "horizontal": [
                    line(90, "hot", color="#d13212", fill="above"),
                    [line(75, "warm", color="#ff9900"), line(90, "")],
                ]
            },
        ),
        chart(18, 15, 6, 6, "Sessions", ["AIFilmStudio/Production", "ActiveSessions"]),
        {
            "type": "metric",
            "x": 0,
            "y": 21,
            "width": 8,
            "height": 6,
            "properties": {
                "title": "prod-api-slow",
                "annotations": {"alarms": [arn("prod-api-slow")]},
            },
        },
        {
            "type": "metric",
            "x": 8,
            "y": 21,
            "width": 8,
            "height": 6,
            "properties": {
                "title": "prod-api-errors",
                "annotations": {"alarms": [arn("prod-api-errors")]},
            },
        },
        {
            "type": "metric",
            "x": 16,
            "y": 21,
            "width": 8,
            "height": 6,
            "properties": {
                "title": "prod-database-storage",
                "annotations": {"alarms": [arn("prod-database-storage")]},
            },
        },
    ]


def api() -> list[Widget]:
    elb = "AWS/ApplicationELB"
    codes = [
        [elb, "HTTPCode_Target_2XX_Count", *ALB],
        [".", "HTTPCode_Target_4XX_Count", *ALB],
        [".", "HTTPCode_Target_5XX_Count", *ALB],
    ]
    return [
        chart(0, 0, 8, 6, "Answers", *codes, stat="Sum", view="bar", yAxis={"left": {"min": 0}}),
        chart(
            8,
            0,
            8,
            6,
            "Cache",
            ["AWS/ElastiCache", "CacheHits", "CacheClusterId", "films", {"color": "#2ca02c"}],
            [".", "CacheMisses", ".", "."],
            stat="Sum",
            view="pie",
        ),
        chart(
            16,
            0,
            8,
            6,
            "Fast enough",
            [elb, "TargetResponseTime", *ALB, {"stat": "PR(:0.2)", "label": "under 200 ms"}],
            annotations={"horizontal": [line(95, "at least 95 %", fill="below")]},
        ),
        chart(
            0,
            6,
            12,
            5,
            "Database",
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "films"],
            [".", "DatabaseConnections", ".", "."],
            [".", "ReadLatency", ".", "."],
            view="table",
            period=300,
            table={"summaryColumns": ["MIN", "MAX", "AVG"]},
        ),
        chart(
            12,
            6,
            12,
            5,
            "Database, times down",
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "films"],
            [".", "FreeableMemory", ".", "."],
            view="table",
            period=900,
            table={"layout": "vertical", "showTimeSeriesData": True, "summaryColumns": ["MAX"]},
        ),
        chart(
            0,
            11,
            8,
            6,
            "Attainment",
            ["AWS/ApplicationSignals", "AttainmentRate", "SloName", "api"],
            annotations={"horizontal": [line(99.9, "objective", fill="below")]},
        ),
        chart(
            8,
            11,
            8,
            6,
            "Searched",
            [{"expression": "SEARCH('{AWS/ECS}', 'Average', 300)", "id": "e1"}],
        ),
        chart(
            16,
            11,
            8,
            6,
            "Two gauges",
            ["AWS/ECS", "CPUUtilization", "ServiceName", "api", {"label": "CPU"}],
            [".", "MemoryUtilization", ".", ".", {"label": "Memory"}],
            view="gauge",
            yAxis={"left": {"min": 0, "max": 100}},
        ),
        widget("log", 0, 17, 8, 6, title="Slowest", query="SOURCE 'api' | sort @duration desc"),
        widget("explorer", 8, 17, 8, 6, title="Workers"),
        widget(
            "custom",
            16,
            17,
            8,
            6,
            title="Custom",
            endpoint="arn:aws:lambda:us-east-1:1:function:draw",
        ),
        widget(
            "text",
            0,
            23,
            24,
            3,
            markdown="<script>alert(1)</script> <img src=x onerror=alert(2)>\n\n[bad](javascript:alert(3)) ![p](https://example.com/p.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        ),
    ]


def media() -> Template:
    def of(title: str, *metrics: object, **more: object) -> Widget:
        return {
            "type": "metric",
            "width": 12,
            "properties": {"title": title, "metrics": list(metrics), **more},
        }

    widgets = [
        of(
            "Replication",
            ["AWS/S3", "ReplicationLatency", "SourceBucket", "media", "RuleId", "all"],
            region=ELSEWHERE,
            stat="Maximum",
        ),
        of(
            "Size",
            ["AWS/S3", "BucketSizeBytes", "BucketName", "media", "StorageType", "StandardStorage"],
            period=86400,
        ),
        of(
            "Unknown",
            ["Acme/Pizza", "OvensLit", "Kitchen", "north"],
            ["Acme/Pizza", "BakeLatency", "Kitchen", "north", {"yAxis": "right"}],
        ),
        {"type": "text", "properties": {"markdown": "flows"}},
    ]
    regions = [{"value": REGION, "label": "Virginia"}, {"value": ELSEWHERE, "label": "Oregon"}]
    variables = [
        {
            "type": "property",
            "property": "region",
            "inputType": "select",
            "id": "region",
            "label": "Region",
            "defaultValue": REGION,
            "values": regions,
        },
        {
            "type": "pattern",
            "pattern": "north",
            "inputType": "radio",
            "id": "kitchen",
            "label": "Kitchen",
            "defaultValue": "north",
            "values": [{"value": "north"}, {"value": "south"}],
        },
    ]
    return {"widgets": widgets, "start": "-P7D", "variables": variables}


def odd() -> list[Widget]:
    """What nobody should write, and CloudWatch takes or ignores."""
    notes = {
        "horizontal": [
            {"value": "NaN"},
            {"value": 1e400},
            {"label": "none"},
            "text",
            [line(1, "one")],
        ],
        "vertical": [{"value": "soon"}, {"value": 3}],
    }
    return [
        chart(
            0,
            0,
            12,
            6,
            "</script><script>alert(1)</script>",
            [
                "NS",
                "M",
                {
                    "stat": "PR(1.2.3:)",
                    "color": "red;}",
                    "label": "<b onclick=alert(1)>x</b>",
                    "period": 1e300,
                },
            ],
            annotations=notes,
            yAxis={"left": {"min": "x", "max": float("nan")}},
            legend="right",
            period="often",
        ),
        chart(
            12,
            0,
            12,
            6,
            "Table",
            ["NS", "M"],
            view="table",
            table={"summaryColumns": "MIN", "layout": 3},
        ),
        chart(
            0,
            6,
            12,
            6,
            "Circle",
            [{"expression": "b + 1", "id": "a"}],
            [{"expression": "a + 1", "id": "b"}],
            ["NS", "M"],
        ),
        chart(
            12,
            6,
            12,
            6,
            "No such id",
            [{"expression": "nobody * 2", "id": "c", "label": "c"}],
            ["NS", "M", {"id": "m"}],
            view="no such view",
        ),
        {"type": "text"},
        {
            "type": "metric",
            "properties": {
                "annotations": {"alarms": ["arn:aws:cloudwatch:us-east-1:1:alarm:elsewhere"]}
            },
        },
        {"properties": None},
        widget("alarm", 0, 30, 24, 2, alarms=["elsewhere", 3], states="ALARM"),
    ]


def dashboard(name: str, body: object) -> Template:
    written = body if isinstance(body, str) else json.dumps(body)
    properties = {"DashboardName": name, "DashboardBody": written}
    return {"Type": "AWS::CloudWatch::Dashboard", "Properties": properties}


def write_gallery(folder: Path) -> Path:
    """Production with three dashboards in two stacks, and an empty staging."""
    prod = write_stage(folder, "prod")
    boards = {
        "OverviewBoard": dashboard("films-prod-overview", {"widgets": overview()}),
        "ApiBoard": dashboard(
            "films-prod-api", {"widgets": api(), "periodOverride": "inherit", "start": "-PT6H"}
        ),
    }
    write_stack(prod, "prod-Monitoring", {"Resources": {**ALARMS, **boards}})
    shelf = {
        "Media": dashboard("films-prod-media", media()),
        "Odd": dashboard("films-prod-odd", {"widgets": odd(), "start": "-P", "variables": "none"}),
    }
    write_stack(prod, "prod-Recovery", {"Resources": shelf}, region=ELSEWHERE)
    write_stack(
        write_stage(folder, "staging"),
        "staging-Monitoring",
        {"Resources": {"Overview": dashboard("films-staging", {"widgets": overview()[:1]})}},
    )
    return folder
