"""Outputs of a stack in another Region, which the emulator's CloudFormation looks for in its own."""

from typing import Any

from local import hooks


class StackOutputs:
    """Fn::GetStackOutput with a Region, resolved there."""

    def __init__(self) -> None:
        self._resolve = hooks.RESOLVE.get()

    def install(self) -> None:
        """Have CloudFormation resolve through this."""
        hooks.RESOLVE.put(self._resolved)

    def _resolved(self, value: Any, *around: Any) -> Any:  # noqa: ANN401 (any JSON, in and out)
        match value:
            case {"Fn::GetStackOutput": {"Region": str() as region}}:
                with hooks.SCOPE.get()(hooks.ACCOUNT.get()(), region):
                    return self._resolve(value, *around)
            case _:
                return self._resolve(value, *around)
