"""GPT in float64, written from the formulas of the papers, for make_fixtures.py.

Only the forward pass is written here: PyTorch's automatic differentiation takes the gradients, so
they share nothing with the pullbacks that the course derives by hand.

One letter per size: B sequences, T tokens each, width C, H heads of width D = C / H, vocabulary V.
Weights are laid [in, out]. Tensors may have any number of leading dimensions.
"""

import math

import torch


# The layers


def linear(x, weight, bias):
    """y = x · W + b, with W [in, out]."""
    return x @ weight + bias


def softmax(x):
    """exp(x_i) / Σ exp(x_j) over each row; the row's maximum is taken off first."""
    exponentials = torch.exp(x - x.max(dim=-1, keepdim=True).values)
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


def causal_attention_weights(query, key):
    """softmax(Q · Kᵀ / √D), where row i sees the columns j ≤ i (Vaswani et al. 2017, §3.2.1)."""
    length, width = query.shape[-2:]
    scores = query @ key.transpose(-2, -1) / math.sqrt(width)
    row, column = torch.arange(length)[:, None], torch.arange(length)[None, :]
    return softmax(scores.masked_fill(column > row, -math.inf))


def causal_attention(query, key, value):
    """The weighted mean of the values: weights [T, T] · V [T, D]."""
    return causal_attention_weights(query, key) @ value


def self_attention(x, p, head_count):
    """Causal multi-head self-attention, x [.., T, C] (Vaswani et al. 2017, §3.2.2).

    x · c_attn is [.., T, 3C]: columns 0 ..< C are the queries, C ..< 2C the keys, 2C ..< 3C the
    values. Head h owns columns h·D ..< (h + 1)·D of each third, and of the joined output.
    """
    C = x.shape[-1]
    D = C // head_count
    projected = linear(x, p["c_attn.weight"], p["c_attn.bias"])
    heads = []
    for h in range(head_count):
        query, key, value = (
            projected[..., third * C + h * D : third * C + (h + 1) * D] for third in range(3)
        )
        heads.append(causal_attention(query, key, value))
    return linear(torch.cat(heads, dim=-1), p["c_proj.weight"], p["c_proj.bias"])


def layer_norm(x, weight, bias, epsilon=1e-5):
    """(x − mean) / √(variance + ε) · g + b, the variance divided by C (Ba et al. 2016)."""
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = (centred * centred).mean(dim=-1, keepdim=True)
    return centred / torch.sqrt(variance + epsilon) * weight + bias


def gelu_exact(x):
    """x · Φ(x) = x/2 · (1 + erf(x / √2)) (Hendrycks and Gimpel 2016, §2).

    Written with erfc(−x / √2), the same number, which keeps its digits where erf is almost −1.
    """
    return 0.5 * x * torch.erfc(-x / math.sqrt(2))


def gelu_tanh(x):
    """x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))) (the same paper's approximation)."""
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def feed_forward(x, p, gelu):
    """C → 4C → C, GELU between."""
    hidden = gelu(linear(x, p["c_fc.weight"], p["c_fc.bias"]))
    return linear(hidden, p["c_proj.weight"], p["c_proj.bias"])


def block(x, p, head_count, gelu):
    """x + attn(ln_1(x)), then x + mlp(ln_2(x)): norms come first (Radford et al. 2019, §2.3)."""
    normed = layer_norm(x, p["ln_1.weight"], p["ln_1.bias"])
    x = x + self_attention(normed, under("attn.", p), head_count)
    normed = layer_norm(x, p["ln_2.weight"], p["ln_2.bias"])
    return x + feed_forward(normed, under("mlp.", p), gelu)


def embedding(ids, table):
    """Row ids[i] of the table for each i. As its gradient, repeated ids add up."""
    return table[ids]


def cross_entropy(logits, targets):
    """The mean of log Σ exp(x) − x[target] over the rows whose target is not −1."""
    logits = logits.reshape(-1, logits.shape[-1])
    targets = targets.reshape(-1)
    counted = targets != -1
    logits, targets = logits[counted], targets[counted]
    largest = logits.max(dim=-1, keepdim=True).values
    log_sum = largest[:, 0] + torch.log(torch.exp(logits - largest).sum(dim=-1))
    return (log_sum - logits[torch.arange(len(targets)), targets]).mean()


# The model


def gpt_logits(tokens, p, layer_count, head_count, gelu):
    """Logits [B, T, V] of tokens [B, T]. Without an `lm_head.weight`, the head is wte itself."""
    positions = torch.arange(tokens.shape[-1])
    x = embedding(tokens, p["wte.weight"]) + embedding(positions, p["wpe.weight"])
    for i in range(layer_count):
        x = block(x, under(f"h.{i}.", p), head_count, gelu)
    x = layer_norm(x, p["ln_f.weight"], p["ln_f.bias"])
    if "lm_head.weight" in p:
        return x @ p["lm_head.weight"].T + p["lm_head.bias"]
    return x @ p["wte.weight"].T


def gpt_shapes(vocabulary, context, C, layer_count, untied_head):
    """Every parameter's shape, under its Hugging Face GPT-2 name, in the model's order."""
    shapes = {"wte.weight": [vocabulary, C], "wpe.weight": [context, C]}
    for i in range(layer_count):
        shapes |= {f"h.{i}.{name}": shape for name, shape in block_shapes(C).items()}
    shapes |= {"ln_f.weight": [C], "ln_f.bias": [C]}
    if untied_head:
        shapes |= {"lm_head.weight": [vocabulary, C], "lm_head.bias": [vocabulary]}
    return shapes


def block_shapes(C):
    return {
        "ln_1.weight": [C],
        "ln_1.bias": [C],
        "attn.c_attn.weight": [C, 3 * C],
        "attn.c_attn.bias": [3 * C],
        "attn.c_proj.weight": [C, C],
        "attn.c_proj.bias": [C],
        "ln_2.weight": [C],
        "ln_2.bias": [C],
        "mlp.c_fc.weight": [C, 4 * C],
        "mlp.c_fc.bias": [4 * C],
        "mlp.c_proj.weight": [4 * C, C],
        "mlp.c_proj.bias": [C],
    }


def under(prefix, parameters):
    """The parameters whose names begin with the prefix, without it."""
    return {
        name.removeprefix(prefix): value
        for name, value in parameters.items()
        if name.startswith(prefix)
    }


# Training


def learning_rate(step, step_count=20, warmup=5, peak=1e-2, minimum=1e-3):
    """A straight line up to the peak, then half a cosine (Loshchilov and Hutter 2017) down."""
    if step < warmup:
        return peak * (step + 1) / warmup
    progress = (step - warmup) / (step_count - warmup)
    return minimum + 0.5 * (peak - minimum) * (1 + math.cos(math.pi * progress))


def clip_by_global_norm(gradients, limit):
    """All gradients times min(1, limit / norm), and the norm before it (Pascanu et al. 2013)."""
    norm = math.sqrt(sum(float((g * g).sum()) for g in gradients.values()))
    factor = min(1.0, limit / norm)
    return {name: g * factor for name, g in gradients.items()}, norm


class AdamW:
    """Adam (Kingma and Ba 2015, algorithm 1) with decoupled decay (Loshchilov and Hutter 2019).

    p ← p − η · (m̂ / (√v̂ + ε) + λ · p); λ is 0 for vectors: biases and gains do not decay.
    """

    def __init__(self, parameters, beta1=0.9, beta2=0.95, epsilon=1e-8, decay=0.1):
        self.beta1, self.beta2, self.epsilon, self.decay = beta1, beta2, epsilon, decay
        self.step_count = 0
        self.mean = {name: torch.zeros_like(p) for name, p in parameters.items()}
        self.square = {name: torch.zeros_like(p) for name, p in parameters.items()}

    def step(self, parameters, gradients, rate):
        """The parameters after one step; those given stay as they are."""
        self.step_count += 1
        updated = {}
        for name, p in parameters.items():
            g = gradients[name]
            self.mean[name] = self.beta1 * self.mean[name] + (1 - self.beta1) * g
            self.square[name] = self.beta2 * self.square[name] + (1 - self.beta2) * g * g
            mean = self.mean[name] / (1 - self.beta1**self.step_count)
            square = self.square[name] / (1 - self.beta2**self.step_count)
            decay = self.decay if p.ndim >= 2 else 0.0
            updated[name] = p - rate * (mean / (torch.sqrt(square) + self.epsilon) + decay * p)
        return updated
