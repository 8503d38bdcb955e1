"""What an environment runs, and the metrics each part is published under.

The names are those of the environment file; the database and the media bucket are what the
templates themselves define.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Resource, Stage
from assurance.assembly.values import items, mapping, text
from assurance.proof.monitoring.readings import Source
from environments import Environment, Parameter


def name_of(named: str | Parameter) -> str:
    """A name as it stands in the resolved templates."""
    return named if isinstance(named, str) else f"{{{{resolve:ssm:{named.parameter}}}}}"


@dataclass(frozen=True)
class Parts:
    """The parts of one environment; what it does not have is None or empty."""

    environment: Environment
    database: str | None
    bucket: str | None
    filters: tuple[str, ...]
    """The ids of the bucket's request-metrics filters that see every object."""

    def source(
        self, namespace: str, metric: str, *statistics: str, **dimensions: str | Parameter
    ) -> Source:
        """A metric under these dimensions, read as one of the statistics."""
        pairs = sorted((key, name_of(value)) for key, value in dimensions.items())
        return Source(namespace, metric, tuple(pairs), statistics)

    def balancer(self, metric: str, *statistics: str) -> Source:
        """A metric of the load balancer as a whole."""
        api = self.environment.platform.api
        assert api
        where = {"LoadBalancer": api.load_balancer}
        return self.source("AWS/ApplicationELB", metric, *(statistics or ("Sum",)), **where)

    def targets(self, metric: str, *statistics: str) -> Source:
        """A metric of the API's target group."""
        api = self.environment.platform.api
        assert api
        where = {"LoadBalancer": api.load_balancer, "TargetGroup": api.target_group}
        return self.source("AWS/ApplicationELB", metric, *statistics, **where)

    def tasks(self, metric: str, namespace: str = "AWS/ECS") -> Source:
        """A metric of the API's ECS service."""
        api = self.environment.platform.api
        assert api
        where = {"ClusterName": api.cluster, "ServiceName": api.service}
        return self.source(namespace, metric, "Average", **where)

    def films(self, metric: str, *statistics: str) -> Source:
        """A metric of the application."""
        films = self.environment.platform.film_generation
        assert films
        return self.source(name_of(films.namespace), metric, *(statistics or ("Sum",)))

    def business(self, metric: str, *statistics: str) -> Source:
        """A business figure."""
        films = self.environment.platform.film_generation
        assert films
        return self.source(name_of(films.business_namespace), metric, *statistics)

    def workers(self, namespace: str, metric: str, *statistics: str) -> Source:
        """A metric of the GPU workers' group."""
        films = self.environment.platform.film_generation
        assert films
        assert films.workers
        return self.source(namespace, metric, *statistics, AutoScalingGroupName=films.workers)

    def distribution(self, metric: str, *statistics: str) -> Source:
        """A metric of the CloudFront distribution, which has no Region of its own."""
        viewers = self.environment.platform.dashboard
        assert viewers
        where = {"DistributionId": viewers, "Region": "Global"}
        return self.source("AWS/CloudFront", metric, *statistics, **where)

    def media(self, metric: str, *statistics: str) -> Source:
        """A request metric of the media bucket, through a filter that sees every object."""
        where = {"BucketName": self.bucket or "", "FilterId": next(iter(self.filters), "")}
        return self.source("AWS/S3", metric, *(statistics or ("Sum",)), **where)

    def instance(self, metric: str, *statistics: str) -> Source:
        """A metric of the database."""
        where = {"DBInstanceIdentifier": self.database or ""}
        return self.source("AWS/RDS", metric, *(statistics or ("Average",)), **where)

    def node(self, metric: str, *statistics: str) -> Source:
        """A metric of the cache."""
        cache = self.environment.platform.cache
        assert cache
        where = {"CacheClusterId": cache}
        return self.source("AWS/ElastiCache", metric, *(statistics or ("Average",)), **where)

    def queues(self) -> Mapping[str, str]:
        """The queues of work by kind."""
        return {kind: name_of(one.name) for kind, one in self.environment.platform.queues.items()}

    def dead_letters(self) -> Mapping[str, str]:
        """The dead-letter queues by kind."""
        found = self.environment.platform.queues.items()
        return {kind: name_of(one.dead_letters) for kind, one in found if one.dead_letters}


def parts_of(stage: Stage, environment: Environment) -> Parts:
    """The parts of an environment, with the database and the bucket of its primary Region."""
    region = environment.primary_region
    instances = _in(stage, region, "AWS::RDS::DBInstance")
    buckets = [one for one in _in(stage, region, "AWS::S3::Bucket") if _is_copied(one)]
    named = environment.platform.database
    own = next((text(one.properties.get("DBInstanceIdentifier")) for one in instances), None)
    return Parts(
        environment,
        database=name_of(named) if named else own,
        bucket=next((text(one.properties.get("BucketName")) for one in buckets), None),
        filters=tuple(key for one in buckets for key, whole in filters_of(one) if whole),
    )


def filters_of(bucket: Resource) -> Iterator[tuple[str, bool]]:
    """The request-metrics filters of a bucket by id, and whether each sees every object."""
    narrower = {"Prefix", "TagFilters", "AccessPointArn"}
    for one in map(mapping, items(bucket.properties.get("MetricsConfigurations"))):
        yield text(one.get("Id")), not narrower & one.keys()


def _in(stage: Stage, region: str, kind: str) -> list[Resource]:
    return [one for one in stage.resources(kind) if one.stack.region == region]


def _is_copied(bucket: Resource) -> bool:
    return bool(mapping(bucket.properties.get("ReplicationConfiguration")))
