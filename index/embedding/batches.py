"""Run token sequences through a compiled model, in batches of one padded length."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

# Few lengths mean few preparations of the graph; four texts at once were the fastest (a tenth
# faster than one, as fast as eight), and none waits long for a question to get its turn.
PADDED_TO = 16
BATCH = 4
# Batches that wait for their turn, so that the processor need not while one is being prepared.
_WAITING = 2

# Lay out the sequences with these numbers, padded to this length, as the model's inputs.
Prepare = Callable[[Sequence[int], int], list[NDArray[Any]]]
# Keep the model's output for the sequences with these numbers.
Keep = Callable[[Sequence[int], NDArray[Any]], None]


@dataclass(frozen=True)
class Batches:
    """A compiled model; any number of threads may use it."""

    compiled: CompiledModel
    # Creating a request takes as long as running it, so requests are used again.
    _idle: deque[InferRequest] = field(default_factory=deque, repr=False)

    def run(self, lengths: Sequence[int], prepare: Prepare, keep: Keep) -> None:
        """Infer sequences of these lengths, as many at a time as is fastest."""
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
    """Yield a padded length and the numbers of the sequences that share it, the longest first.

    The padded length of a sequence is its own, never that of its neighbours, so that its output
    does not depend on what it is batched with.
    """
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for number, length in enumerate(lengths):
        alike[-(-length // PADDED_TO) * PADDED_TO].append(number)
    for length, numbers in sorted(alike.items(), reverse=True):
        for start in range(0, len(numbers), BATCH):
            yield length, numbers[start : start + BATCH]


def _finish(running: deque[tuple[InferRequest, list[int]]], keep: Keep) -> InferRequest:
    """Wait for the oldest request, keep its output, and return it for the next batch."""
    request, batch = running.popleft()
    request.wait()
    keep(batch, request.get_output_tensor(0).data)
    return request
