"""References in the CDK's diff, of this stack and of its neighbours, as paths that people know."""

from __future__ import annotations

import re
from typing import Final

from assurance.assembly.values import text as written
from assurance.review.pair import Pair, StackDiff
from assurance.review.resources.change import plain_path

LOCAL: Final = re.compile(r"\$\{([A-Za-z0-9]+)(\.[A-Za-z]+)?\}")
_IMPORTED: Final = re.compile(
    # the CDK calls an export by its stack and its output
    r'\{"Fn::ImportValue":"(?P<stack>[^":]+):(?P<output>[^"]+)"\}'
    r'|\{"Fn::GetStackOutput":\{"StackName":"(?P<far>[^"]+)","Region":"[^"]*","OutputName":"(?P<its>[^"]+)"\}\}'
)


def named(pair: Pair, stack: StackDiff, text: str) -> str:
    """The text with every reference as the path of what it means."""

    def local(found: re.Match[str]) -> str:
        resource = stack.resource(found[1])
        return plain_path(resource) if resource else found[0]

    def imported(found: re.Match[str]) -> str:
        name, output = found["stack"] or found["far"], found["output"] or found["its"]
        return _meaning(pair, name, output) or f"{output} of {name}"

    return _IMPORTED.sub(imported, LOCAL.sub(local, text))


def _meaning(pair: Pair, name: str, output: str) -> str:
    for stage in (pair.after, pair.before):
        for one in stage.stacks:
            if one.name == name and output in one.outputs:
                value = one.outputs[output]
                resource = stage.resource(value)
                return plain_path(resource) if resource else written(value)
    return ""
