"""The model and its loss, shaped for few kernels: plain attention, one pass over the vocabulary."""

from collections.abc import Callable

import torch
from transformers import MarianConfig, MarianMTModel

from training.config import Network
from training.vocabulary import EOS

_CHUNK = 1024  # target positions whose logits exist at one time


def new_model(network: Network, pieces: int, max_length: int) -> MarianMTModel:
    """Return a Marian model with fresh weights, drawn from torch's generator.

    The id after the last of the `pieces` is padding. Its embedding is zero, and the decoder starts
    from it (the convention of Marian, which converters rely on).

    Residual branches begin small (Wang et al. 2022, DeepNet, 3): with plain Xavier weights the
    post-norm encoder collapsed, giving the same state for every source, and training went on
    without a source.
    """
    config = MarianConfig(
        vocab_size=pieces + 1,
        d_model=network.width,
        encoder_layers=network.encoder_layers,
        decoder_layers=network.decoder_layers,
        encoder_attention_heads=network.heads,
        decoder_attention_heads=network.heads,
        encoder_ffn_dim=network.feed_forward,
        decoder_ffn_dim=network.feed_forward,
        activation_function="relu",
        max_position_embeddings=max(max_length, 512),
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=pieces,
        eos_token_id=EOS,
        bos_token_id=None,
        decoder_start_token_id=pieces,
        forced_eos_token_id=EOS,
        dropout=0.0,
        attention_dropout=0.0,
        activation_dropout=0.0,
        init_std=network.width**-0.5,
        attn_implementation="eager",
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        gain = (8 * network.encoder_layers) ** -0.25
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "embed" not in name and "shared" not in name:
                small = not name.endswith(("q_proj.weight", "k_proj.weight"))
                torch.nn.init.xavier_uniform_(weight, gain if small else 1.0)
        model.model.shared.weight[pieces] = 0
    return model


class _Smoothed(torch.autograd.Function):
    """Label-smoothed cross-entropy of hidden states against tied embeddings, summed.

    The logits of a chunk live only while its loss and its gradient are computed, both at once.
    Szegedy et al. 2016 for the smoothing.
    """

    @staticmethod
    def forward(
        ctx: torch.autograd.function.FunctionCtx,
        hidden: torch.Tensor,
        embeddings: torch.Tensor,
        labels: torch.Tensor,
        smoothing: float,
    ) -> torch.Tensor:
        """`hidden` (positions, width), `embeddings` (words, width), `labels` (positions).

        A label beyond the words is padding and costs nothing.
        """
        grad_hidden = torch.empty_like(hidden)
        grad_embeddings = torch.zeros_like(embeddings, dtype=torch.float32)
        words = embeddings.shape[0]
        total = hidden.new_zeros((), dtype=torch.float32)
        for start in range(0, hidden.shape[0], _CHUNK):
            piece = slice(start, start + _CHUNK)
            states, right = hidden[piece], labels[piece]
            real = (right < words).unsqueeze(1)
            right = right.clamp(max=words - 1)
            logits = states @ embeddings.T
            mean = logits.mean(dim=1, keepdim=True, dtype=torch.float32)
            top = logits.amax(dim=1, keepdim=True)
            chance = (logits - top).exp_()
            mass = chance.sum(dim=1, keepdim=True, dtype=torch.float32)
            chosen = logits.gather(1, right.unsqueeze(1)).float()
            norm = mass.log() + top.float()
            loss = norm - (1 - smoothing) * chosen - smoothing * mean
            total += (loss * real).sum()
            chance.mul_((real / mass).to(chance.dtype))
            chance.sub_((real * (smoothing / words)).to(chance.dtype))
            drop = (-(1 - smoothing) * real).to(chance.dtype)
            chance.scatter_add_(1, right.unsqueeze(1), drop)
            grad_hidden[piece] = chance @ embeddings
            grad_embeddings += (chance.T @ states).float()
        ctx.save_for_backward(grad_hidden, grad_embeddings.to(embeddings.dtype))
        return total

    @staticmethod
    def backward(
        ctx: torch.autograd.function.BackwardCFunction, up: torch.Tensor
    ) -> tuple[torch.Tensor | None, ...]:
        """Scale the gradients that `forward` has computed."""
        saved: list[torch.Tensor] = [*ctx.saved_tensors]
        grad_hidden, grad_embeddings = saved
        return grad_hidden * up.to(grad_hidden), grad_embeddings * up.to(grad_hidden), None, None


def _smoothed(
    hidden: torch.Tensor, embeddings: torch.Tensor, labels: torch.Tensor, smoothing: float
) -> torch.Tensor:
    apply: Callable[..., torch.Tensor] = _Smoothed.apply
    return apply(hidden, embeddings, labels, smoothing)


def loss_of(
    model: MarianMTModel, source: torch.Tensor, target: torch.Tensor, smoothing: float
) -> torch.Tensor:
    """Return the summed loss of a batch of ids, shapes (batch, length), padded."""
    pad = model.config.pad_token_id
    start = target.new_full((target.shape[0], 1), pad)
    given = torch.cat([start, target[:, :-1]], dim=1)
    states = model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=given,
        use_cache=False,
    ).last_hidden_state
    flat = states.reshape(-1, states.shape[-1])
    return _smoothed(flat, model.model.shared.weight[:pad], target.reshape(-1), smoothing)
