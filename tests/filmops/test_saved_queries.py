from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from filmops.names import Names
from filmops.saved_queries import SavedQueries, of_database, of_functions, of_platform

GROUP = "/aws/rds/instance/films/postgresql"


def test_each_query_is_a_definition_in_the_environments_folder() -> None:
    stack = Stack(App(), "Lab")
    queries = [
        *of_platform({"api": "/ecs/api"}),
        *of_database(GROUP),
        *of_functions(["/aws/lambda/a", "/aws/lambda/b"]),
    ]
    SavedQueries(stack, "Queries", names=Names("filmops-lab"), queries=queries)
    found = Template.from_stack(stack).find_resources("AWS::Logs::QueryDefinition")
    made = {one["Properties"]["Name"]: one["Properties"] for one in found.values()}
    assert set(made) == {f"filmops-lab/{query.name}" for query in queries}
    assert made["filmops-lab/api/errors"]["LogGroupNames"] == ["/ecs/api"]
    assert made["filmops-lab/operations/errors"]["LogGroupNames"] == [
        "/aws/lambda/a",
        "/aws/lambda/b",
    ]
    assert made["filmops-lab/database/errors"]["QueryString"].count("\n| ") == 3


def test_a_platform_that_names_no_log_has_no_query_about_one() -> None:
    assert list(of_platform({})) == []
