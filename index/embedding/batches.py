"""Batched inference: token sequences through a compiled model, padded to shared lengths."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

# Few lengths, so that the graph is rarely prepared. Batches of four texts were fastest (a tenth
# faster than one, as fast as eight), and no question waits long for its turn.
PADDED_TO = 16
BATCH = 4
# The number of queued batches, so that the processor is not idle while one is prepared.
_WAITING = 2

# Returns the model's inputs for the sequences with these numbers, padded to this length.
Prepare = Callable[[Sequence[int], int], list[NDArray[Any]]]
# Stores the model's output for the sequences with these numbers.
Keep = Callable[[Sequence[int], NDArray[Any]], None]


@dataclass(frozen=True)
class Batches:
    """A compiled model that any number of threads may use."""

    compiled: CompiledModel
    # Creating a request takes as long as running it, so requests are reused.
    _idle: deque[InferRequest] = field(default_factory=deque, repr=False)

    def run(self, lengths: Sequence[int], prepare: Prepare, keep: Keep) -> None:
        """Run inference on sequences of these lengths, in batches of the fastest size."""
        running: deque[tuple[InferRequest, list[int]]] = deque()
        for length, batch in batches(lengths):
            if len(running) < self._requests + _WAITING:
                request = self._request()
            else:
                request = _finish(running, keep)
            request.start_async(prepare(batch, length))
            running.append((request, batch))
        while running:
            self._idle.append(_finish(running, keep))

    def _request(self) -> InferRequest:
        try:
            return self._idle.pop()
        except IndexError:
            return self.compiled.create_infer_request()

    @cached_property
    def _requests(self) -> int:
        return int(self.compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))


def batches(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield a padded length and the numbers of the sequences that share it, longest first.

    The padded length of a sequence depends only on the sequence itself, so its output does not
    depend on the rest of its batch.
    """
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for number, length in enumerate(lengths):
        alike[-(-length // PADDED_TO) * PADDED_TO].append(number)
    for length, numbers in sorted(alike.items(), reverse=True):
        for start in range(0, len(numbers), BATCH):
            yield length, numbers[start : start + BATCH]


def _finish(running: deque[tuple[InferRequest, list[int]]], keep: Keep) -> InferRequest:
    """Wait for the oldest request, store its output, and return the request for reuse."""
    request, batch = running.popleft()
    request.wait()
    keep(batch, request.get_output_tensor(0).data)
    return request
