"""One process or many, as torchrun started them, and what they tell one another (◆ network).

The gradients of a step are summed as one fp32 vector, with its loss and its tokens at the end. That
is plainer and more exact than DistributedDataParallel, which would average bf16 gradients in each
backward pass: batches have different numbers of tokens, so a mean over processes is not the mean
over tokens, and the optimiser wants the sum in fp32 anyway.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import distributed

_PATIENCE = timedelta(hours=12)  # the others wait while the first prepares the data


@dataclass(frozen=True, slots=True)
class Processes:
    """This process (`rank`) among `count`; the first is 0. `device` is its own."""

    device: str = "cpu"
    rank: int = 0
    count: int = 1

    @property
    def first(self) -> bool:
        """Whether this one prepares, logs, validates and saves."""
        return self.rank == 0

    def sum(self, tensors: Sequence[torch.Tensor]) -> None:
        """Replace each of `tensors` (one dtype) by its sum over all processes."""
        if self.count == 1:
            return
        flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
        distributed.all_reduce(flat)
        pieces = torch.split(flat, [tensor.numel() for tensor in tensors])
        for tensor, piece in zip(tensors, pieces, strict=True):
            tensor.copy_(piece.view_as(tensor))

    def as_first(self, values: Sequence[float]) -> list[float]:
        """Return what the first process gave as `values`; the device is not waited for."""
        told = torch.tensor(values, dtype=torch.float64)
        if self.count > 1:
            distributed.broadcast(told, 0)
        given: list[float] = told.tolist()
        return given

    def wait(self) -> None:
        """Return when all processes are here."""
        self.as_first([0.0])


ALONE = Processes()


@contextmanager
def join(device: str) -> Iterator[Processes]:
    """Join the processes that torchrun started, if it did; on `cuda` each takes its own GPU."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        yield Processes(device)
        return
    if device == "cuda":
        device = f"cuda:{os.environ['LOCAL_RANK']}"
        torch.cuda.set_device(device)
    backends = "cpu:gloo,cuda:nccl" if device.startswith("cuda") else "gloo"
    distributed.init_process_group(backends, timeout=_PATIENCE)
    try:
        yield Processes(device, distributed.get_rank(), count)
    finally:
        distributed.destroy_process_group()
