"""How every format picks and groups proofs; the handbook's order is kept throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assurance.verdict import EnvironmentReport, Proof, Verdict

# A broken promise may be broken at hundreds of places; a person starts with the first few.
EVIDENCE_SHOWN = 5


def of_verdict(environment: EnvironmentReport, verdict: Verdict) -> tuple[Proof, ...]:
    """The environment's proofs that ended with this verdict."""
    return tuple(proof for proof in environment.promises if proof.verdict is verdict)


def by_section(proofs: Iterable[Proof]) -> dict[str, list[Proof]]:
    """The proofs under the handbook section they stand in."""
    return _grouped(proofs, lambda proof: proof.section)


def by_reason(proofs: Iterable[Proof]) -> dict[str, list[Proof]]:
    """The proofs under the one reason that holds for all of them."""
    return _grouped(proofs, lambda proof: proof.because)


def _grouped(proofs: Iterable[Proof], key: Callable[[Proof], str]) -> dict[str, list[Proof]]:
    groups: dict[str, list[Proof]] = {}
    for proof in proofs:
        groups.setdefault(key(proof), []).append(proof)
    return groups
