"""The model and its loss, shaped for few kernels: plain attention, one pass over the vocabulary."""

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import MarianConfig, MarianMTModel

from training.model import EOS, Network

_CHUNK = {"cpu": 1024, "cuda": 8192}  # target positions whose logits exist at one time


def new_model(
    network: Network, pieces: int, max_length: int, attention: str = "eager"
) -> MarianMTModel:
    """Return a Marian model with fresh weights, drawn from torch's generator.

    The id after the last of the `pieces` is padding. Its embedding is zero, and the decoder starts
    from it (the convention of Marian, which converters rely on).

    `attention` is how transformers computes it: "eager" is the faster on a CPU, "sdpa" (fused) on
    a GPU.

    Residual branches begin small (Wang et al. 2022, DeepNet, 3): with plain Xavier weights the
    post-norm encoder collapsed, giving the same state for every source, and training went on
    without a source.
    """
    if network.base:
        return _open(network, network.base, attention)
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
        dropout=network.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        init_std=network.width**-0.5,
        attn_implementation=attention,
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


def _open(network: Network, base: Path, attention: str) -> MarianMTModel:
    model: MarianMTModel = MarianMTModel.from_pretrained(
        base,
        dtype=torch.float32,
        dropout=network.dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        attn_implementation=attention,
    )
    for side in (model.get_encoder(), model.get_decoder()):
        side.embed_positions.weight.requires_grad_(False)  # loading forgets that they are fixed
    return model


class _Smoothed(torch.autograd.Function):
    """Label-smoothed cross-entropy of hidden states against output embeddings, summed.

    The logits of a chunk live only while its loss and its gradient are computed, both at once.
    Szegedy et al. 2016 for the smoothing.
    """

    @staticmethod
    def forward(
        ctx: torch.autograd.function.FunctionCtx,
        hidden: torch.Tensor,
        embeddings: torch.Tensor,
        bias: torch.Tensor,
        labels: torch.Tensor,
        smoothing: float,
    ) -> torch.Tensor:
        """`hidden` (positions, width), `embeddings` (words, width), `labels` (positions).

        `bias` (words) is added to the logits and not learnt. A label beyond the words is padding
        and costs nothing.
        """
        grad_hidden = torch.empty_like(hidden)
        grad_embeddings = torch.zeros_like(embeddings, dtype=torch.float32)
        words = embeddings.shape[0]
        total = hidden.new_zeros((), dtype=torch.float32)
        size = _CHUNK[hidden.device.type]
        for start in range(0, hidden.shape[0], size):
            piece = slice(start, start + size)
            states, right = hidden[piece], labels[piece]
            real = (right < words).unsqueeze(1)
            right = right.clamp(max=words - 1)
            logits = torch.addmm(bias, states, embeddings.T)
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
        scale = up.to(grad_hidden)
        return grad_hidden * scale, grad_embeddings * scale, None, None, None


def _smoothed(
    states: torch.Tensor, model: MarianMTModel, labels: torch.Tensor, smoothing: float
) -> torch.Tensor:
    apply: Callable[..., torch.Tensor] = _Smoothed.apply
    words = model.config.pad_token_id
    bias = model.final_logits_bias[0, :words]
    return apply(states, model.lm_head.weight[:words], bias, labels, smoothing)


def _masks(model: MarianMTModel, real: torch.Tensor, length: int) -> dict[str, torch.Tensor]:
    """What each position may look at.

    For fused attention the masks are given whole, which transformers takes as they are; for a plain
    one it asks the device whether there is padding at all, and the host would wait at every batch.
    """
    if model.config._attn_implementation == "eager":
        return {"attention_mask": real.long()}
    past = torch.ones(length, length, dtype=torch.bool, device=real.device).tril()
    return {
        "attention_mask": real[:, None, None, :],
        "decoder_attention_mask": past[None, None],
    }


def loss_of(
    model: MarianMTModel, source: torch.Tensor, target: torch.Tensor, smoothing: float
) -> torch.Tensor:
    """Return the summed loss of a batch of ids, shapes (batch, length), padded."""
    pad = model.config.pad_token_id
    start = target.new_full((target.shape[0], 1), pad)
    given = torch.cat([start, target[:, :-1]], dim=1)
    states = model.model(
        input_ids=source,
        decoder_input_ids=given,
        use_cache=False,
        **_masks(model, source != pad, target.shape[1]),
    ).last_hidden_state
    flat = states.reshape(-1, states.shape[-1])
    return _smoothed(flat, model, target.reshape(-1), smoothing)
