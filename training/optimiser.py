"""Gradients > new weights: Adam (Kingma & Ba 2015) over fp32 copies of bf16 weights."""

import torch

_BETAS, _EPSILON, _CLIP = (0.9, 0.98), 1e-8, 1.0


class Optimiser:
    """Few fused operations on the device of the model; the host never waits for them."""

    def __init__(self, model: torch.nn.Module) -> None:
        """Copy the weights of `model` as they are: before they become bf16."""
        self.weights: list[torch.Tensor] = [p for p in model.parameters() if p.requires_grad]
        self.masters = [p.detach().float().clone() for p in self.weights]
        self.firsts = [torch.zeros_like(p) for p in self.masters]
        self.seconds = [torch.zeros_like(p) for p in self.masters]

    def take_gradients(self) -> list[torch.Tensor]:
        """Return the gradients in fp32 and forget them."""
        grads = [p.grad.float() for p in self.weights if p.grad is not None]
        for weight in self.weights:
            weight.grad = None
        return grads

    @torch.no_grad()
    def step(
        self, number: int, rate: float, grads: list[torch.Tensor], tokens: torch.Tensor
    ) -> torch.Tensor:
        """Update with `grads`, summed over `tokens`; return their norm a token before clipping."""
        norm: torch.Tensor = (
            torch.linalg.vector_norm(torch.stack(torch._foreach_norm(grads))) / tokens
        )
        torch._foreach_mul_(grads, (_CLIP / norm).clamp(max=1.0) / tokens)
        torch._foreach_lerp_(self.firsts, grads, 1 - _BETAS[0])
        torch._foreach_mul_(self.seconds, _BETAS[1])
        torch._foreach_addcmul_(self.seconds, grads, grads, 1 - _BETAS[1])
        roots = torch._foreach_sqrt(self.seconds)
        torch._foreach_div_(roots, (1 - _BETAS[1] ** number) ** 0.5)
        torch._foreach_add_(roots, _EPSILON)
        pace = -rate / (1 - _BETAS[0] ** number)
        torch._foreach_addcdiv_(self.masters, self.firsts, roots, pace)
        torch._foreach_copy_(self.weights, self.masters)
        return norm
