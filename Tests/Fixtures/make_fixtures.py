"""Makes the values that the tests compare with: layers, gptMini and gpt2, each a .safetensors file.

    python3 Tests/Fixtures/make_fixtures.py            writes the three files beside this script
    python3 Tests/Fixtures/make_fixtures.py --check    compares those that are there, writes nothing

Needs PyTorch alone. The files that are checked in were made with Python 3.11 and PyTorch 2.15 on a
Linux x86-64 CPU. Other versions or machines may change the last bit of a value here and there.

What they hold. `layers`: for every layer its inputs and parameters (`linear.weight`), its output
(`linear.output`), a random `linear.upstream`, and the gradient of Σ output · upstream in each
input (`linear.gradient.weight`). `gptMini`, `gpt2`: a tiny model of either preset, `parameter.…`,
`tokens`, `targets`, `logits`, `loss` and `gradient.…`, again for a shorter sequence as `short.…`,
and twenty steps of training as `trajectory.…`. The parameters have their GPT-2 names.

How it works. `reference_gpt.py` says the formulas. Every input is a float32 number; everything is
computed from it in float64, and stored as float32 (token ids as int32, losses in the metadata too,
with all their digits). While it runs, the script asserts that the formulas agree with PyTorch's
own layers and optimiser, outputs and gradients, to 1e-12.

Two things to know when you compare:

- The gradient of the key bias (`c_attn.bias`, the middle third) is zero in mathematics: it adds the
  same number to a whole row of scores, and softmax does not see that. What is stored there is
  rounding error. Measure errors against the largest value of a tensor, not value by value.
- For the same reason AdamW makes steps of float32's rounding error in that third, steps that change
  no logit. Leave it out when you compare `trajectory.final.h.*.attn.c_attn.bias`.

Measured that way, plain float32 comes within 2e-6 of everything else, but for two that cancel
digits on purpose, within 1e-5: `layerNormFlat`, and the loss `crossEntropyExtreme.output`.
"""

import itertools
import json
import math
import random
import struct
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True  # No __pycache__ beside the fixtures.

import reference_gpt as gpt

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


# Chance and files


class Draw:
    """Random inputs from a seed of their own, so that a new fixture changes no other."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def normal(self, shape, scale=1.0, centre=0.0):
        """Normal float32 numbers, as float64."""
        values = [self.random.gauss(centre, scale) for _ in range(math.prod(shape))]
        return torch.tensor(values).float().double().reshape(shape)

    def ids(self, shape, bound):
        values = [self.random.randrange(bound) for _ in range(math.prod(shape))]
        return torch.tensor(values, dtype=torch.int64).reshape(shape)

    def parameters(self, shapes):
        """Values that hide nothing: gains are not 1, biases not 0, attention is not uniform."""
        return {name: self.parameter(name, shape) for name, shape in shapes.items()}

    def parameter(self, name, shape):
        if len(shape) == 2:
            return self.normal(shape, scale=0.3)
        if name.split(".")[-2].startswith("ln_") and name.endswith("weight"):
            return self.normal(shape, scale=0.2, centre=1)
        return self.normal(shape, scale=0.2)


def safetensors(tensors, metadata):
    """The file's bytes: header length (8 bytes), header (JSON), all tensors; little-endian."""
    header, body = {"__metadata__": metadata}, bytearray()
    for name, tensor in tensors.items():
        values = tensor.detach().reshape(-1).tolist()
        kind, letter = ("F32", "f") if tensor.is_floating_point() else ("I32", "i")
        start = len(body)
        body += struct.pack(f"<{len(values)}{letter}", *values)
        offsets = [start, len(body)]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": offsets}
    text = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes(body)


def numbers(data):
    """Header without the metadata, and all values, of a file's bytes."""
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    del header["__metadata__"]
    values = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        letter = "f" if entry["dtype"] == "F32" else "i"
        values[name] = struct.unpack(f"<{(end - start) // 4}{letter}", data[start:end])
    return header, values


def same_numbers(left, right):
    """Whether two files hold the same tensors, to 1e-6 of each one's largest value."""
    (header, values), (other_header, other_values) = numbers(left), numbers(right)
    if header != other_header:
        return False
    for name in values:
        largest = max(1e-6, max(abs(x) for x in values[name]))
        if any(abs(x - y) > 1e-6 * largest for x, y in zip(values[name], other_values[name])):
            return False
    return True


# Asserting agreement


def assert_close(name, ours, theirs, tolerance=1e-12):
    error = float((ours - theirs).detach().abs().max() / theirs.detach().abs().max().clamp(min=1))
    assert ours.shape == theirs.shape and error <= tolerance, f"{name} differs by {error}"


def gradients(output, inputs, upstream=None):
    """The gradient of Σ output · upstream in each input, by name."""
    return dict(zip(inputs, torch.autograd.grad(output, list(inputs.values()), upstream)))


def tracked(inputs):
    return {name: value.clone().requires_grad_() for name, value in inputs.items()}


# A. The layers


class LayerFixtures:
    """What the test of a layer needs, under `layer.input`, `layer.output`, `layer.upstream`,
    `layer.gradient.input`, and so on."""

    def __init__(self):
        self.tensors, self.metadata = {}, {}

    def add(self, layer, inputs, ours, theirs, upstream=None, constants=None):
        """Runs `ours` on the inputs, and asserts that `theirs`, PyTorch's own, does the same."""
        inputs = tracked(inputs)
        output = ours(inputs)
        if upstream is None:
            # The seed is a name: this one is kept, so that the values are.
            upstream = Draw(f"{layer}.cotangent").normal(output.shape)
        slopes = gradients(output, inputs, upstream)

        expected = theirs(inputs)
        assert_close(layer, output, expected)
        for name, slope in gradients(expected, inputs, upstream).items():
            assert_close(f"{layer}, gradient of {name}", slopes[name], slope)

        self.put(layer, inputs | (constants or {}) | {"output": output, "upstream": upstream})
        self.put(f"{layer}.gradient", slopes)

    def put(self, prefix, tensors):
        self.tensors |= {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}

    def add_loss(self, layer, logits, targets):
        """A loss is one number: its upstream is 1, and the metadata holds all its digits."""
        def theirs(i):
            return F.cross_entropy(i["logits"], targets, ignore_index=-1).reshape(1)

        self.add(
            layer, {"logits": logits}, lambda i: gpt.cross_entropy(i["logits"], targets).reshape(1),
            theirs, upstream=torch.ones(1), constants={"targets": targets})
        self.metadata[f"{layer}.output"] = repr(float(gpt.cross_entropy(logits, targets)))


def layer_fixtures():
    B, T, C, head_count, D, V = 2, 5, 12, 3, 4, 17
    file = LayerFixtures()

    draw = Draw("linear")
    file.add(
        "linear",
        {"input": draw.normal([B, T, 7]), "weight": draw.normal([7, 3]), "bias": draw.normal([3])},
        lambda i: gpt.linear(i["input"], i["weight"], i["bias"]),
        lambda i: F.linear(i["input"], i["weight"].T, i["bias"]))

    def add_softmax(layer, x):
        file.add(layer, {"input": x}, lambda i: gpt.softmax(i["input"]),
                 lambda i: F.softmax(i["input"], dim=-1))

    add_softmax("softmax", Draw("softmax").normal([B, T, 7], scale=2))
    # Rows where exp overflows, where it underflows, of equal numbers, and with one clear winner.
    add_softmax("softmaxExtreme", torch.tensor([
        [1000, 999, 998.5], [-1000, -1001, -1000.25], [3, 3, 3], [90, -90, 0]]))

    draw = Draw("attention")
    q, k, v = (draw.normal([T, D], scale=1.5) for _ in range(3))
    file.add(
        "attention", {"query": q, "key": k, "value": v},
        lambda i: gpt.causal_attention(i["query"], i["key"], i["value"]),
        # It wants leading dimensions: one sequence, one head.
        lambda i: F.scaled_dot_product_attention(
            i["query"][None, None], i["key"][None, None], i["value"][None, None],
            is_causal=True)[0, 0],
        constants={"weights": gpt.causal_attention_weights(q, k)})

    draw = Draw("selfAttention")
    shapes = gpt.under("attn.", gpt.block_shapes(C))
    file.add(
        "selfAttention", {"input": draw.normal([B, T, C])} | draw.parameters(shapes),
        lambda i: gpt.self_attention(i["input"], i, head_count),
        lambda i: torch_self_attention(i, head_count))

    def add_layer_norm(layer, draw, x):
        file.add(
            layer,
            {"input": x, "weight": draw.normal([C], 0.3, 1), "bias": draw.normal([C], 0.3)},
            lambda i: gpt.layer_norm(i["input"], i["weight"], i["bias"]),
            lambda i: F.layer_norm(i["input"], [C], i["weight"], i["bias"], eps=1e-5))

    draw = Draw("layerNorm")
    add_layer_norm("layerNorm", draw, draw.normal([B, T, C], scale=2, centre=0.5))
    # Rows of little variance and of none, so that it shows where the ε stands.
    draw = Draw("layerNormFlat")
    flat = torch.cat([draw.normal([3, C], scale=0.004, centre=0.25), torch.full([1, C], 1.5)])
    add_layer_norm("layerNormFlat", draw, flat)

    bends = Draw("gelu").normal([5, 7], scale=1.5)
    tails = torch.tensor([[0, 4, -4, 6, -6], [9, -9, 20, -20, 40], [-40, 0.001, -0.001, 3, -3]])
    tails = tails.float().double()
    variants = [("Exact", gpt.gelu_exact, "none"), ("Tanh", gpt.gelu_tanh, "tanh")]
    for suffix, gelu, approximate in variants:
        def torch_gelu(x):
            return F.gelu(x, approximate=approximate)

        for layer, x in [(f"gelu{suffix}", bends), (f"gelu{suffix}Tails", tails)]:
            file.add(layer, {"input": x}, lambda i: gelu(i["input"]),
                     lambda i: torch_gelu(i["input"]))

        draw = Draw(f"feedForward{suffix}")
        shapes = gpt.under("mlp.", gpt.block_shapes(C))
        file.add(
            f"feedForward{suffix}", {"input": draw.normal([B, T, C])} | draw.parameters(shapes),
            lambda i: gpt.feed_forward(i["input"], i, gelu),
            lambda i: F.linear(
                torch_gelu(F.linear(i["input"], i["c_fc.weight"].T, i["c_fc.bias"])),
                i["c_proj.weight"].T, i["c_proj.bias"]))

        draw = Draw(f"block{suffix}")
        file.add(
            f"block{suffix}",
            {"input": draw.normal([B, T, C])} | draw.parameters(gpt.block_shapes(C)),
            lambda i: gpt.block(i["input"], i, head_count, gelu),
            lambda i: torch_block(i, head_count, torch_gelu))

    draw = Draw("embedding")
    ids = torch.tensor([[3, 0, 3, 16, 3], [7, 7, 16, 1, 0]])
    file.add(
        "embedding", {"weight": draw.normal([V, C])}, lambda i: gpt.embedding(ids, i["weight"]),
        lambda i: F.embedding(ids, i["weight"]), constants={"ids": ids})

    draw = Draw("crossEntropy")
    logits, targets = draw.normal([B * T, V], scale=2), draw.ids([B * T], V)
    file.add_loss("crossEntropy", logits, targets)
    ignored = targets.clone()
    ignored[[0, 3, 4, 9]] = -1
    file.add_loss("crossEntropyIgnored", logits, ignored)
    extreme = torch.tensor([[1000, 999, -1000], [-1000, -1001, -1002], [90, -90, 0], [5, 5, 5]])
    file.add_loss("crossEntropyExtreme", extreme.double(), torch.tensor([1, 2, 0, 1]))
    return file.tensors, file.metadata


# PyTorch's own attention and block lay their weights [out, in], the thirds in GPT-2's order.


def torch_self_attention(i, head_count):
    """F.multi_head_attention_forward, which takes [T, B, C]."""
    x = i["input"].transpose(0, 1)
    T, _, C = x.shape
    hidden = torch.ones(T, T, dtype=torch.bool).triu(1)
    output, _ = F.multi_head_attention_forward(
        x, x, x, C, head_count, i["c_attn.weight"].T, i["c_attn.bias"], None, None, False, 0.0,
        i["c_proj.weight"].T, i["c_proj.bias"], need_weights=False, attn_mask=hidden)
    return output.transpose(0, 1)


def torch_block(i, head_count, gelu):
    """An encoder layer with the norm first and a causal mask is a GPT-2 block."""
    _, T, C = i["input"].shape
    layer = torch.nn.TransformerEncoderLayer(
        C, head_count, 4 * C, dropout=0.0, activation=gelu, batch_first=True, norm_first=True)
    names = {
        "norm1.": "ln_1.", "norm2.": "ln_2.", "self_attn.in_proj_": "attn.c_attn.",
        "self_attn.out_proj.": "attn.c_proj.", "linear1.": "mlp.c_fc.", "linear2.": "mlp.c_proj."}
    parameters = {
        theirs + kind: i[ours + kind].T if i[ours + kind].ndim == 2 else i[ours + kind]
        for theirs, ours in names.items() for kind in ["weight", "bias"]}
    hidden = torch.ones(T, T, dtype=torch.bool).triu(1)
    return torch.func.functional_call(layer, parameters, (i["input"], hidden))


# B. The whole model


VOCABULARY, CONTEXT, WIDTH, LAYERS, HEADS, BATCH, STEPS = 17, 7, 12, 2, 3, 3, 20


def model_fixtures(preset):
    """`parameter.…`; then `tokens`, `targets`, `logits`, `loss`, `gradient.…` for a full context,
    the same under `short.` for a shorter one; then the trajectory."""
    gelu = {"gptMini": gpt.gelu_exact, "gpt2": gpt.gelu_tanh}[preset]
    untied = preset == "gptMini"
    draw = Draw(preset)
    parameters = draw.parameters(
        gpt.gpt_shapes(VOCABULARY, CONTEXT, WIDTH, LAYERS, untied_head=untied))

    def logits(tokens, parameters):
        return gpt.gpt_logits(tokens, parameters, LAYERS, HEADS, gelu)

    tensors = {f"parameter.{name}": p for name, p in parameters.items()}
    metadata = {
        "preset": preset,
        "vocabularySize": str(VOCABULARY), "contextLength": str(CONTEXT), "width": str(WIDTH),
        "layerCount": str(LAYERS), "headCount": str(HEADS),
        "gelu": "exact" if preset == "gptMini" else "tanh",
        "head": "untied, with bias" if untied else "tied to wte, no bias",
        "dropout": "0",
        "layerNormEpsilon": "1e-05",
    }
    for prefix, length in [("", CONTEXT), ("short.", 4)]:
        tokens = draw.ids([BATCH, length], VOCABULARY)
        targets = draw.ids([BATCH, length], VOCABULARY)
        p = tracked(parameters)
        output = logits(tokens, p)
        loss = gpt.cross_entropy(output, targets)
        slopes = gradients(loss, p)
        tensors |= {
            f"{prefix}tokens": tokens, f"{prefix}targets": targets, f"{prefix}logits": output,
            f"{prefix}loss": loss.reshape(1)}
        tensors |= {f"{prefix}gradient.{name}": slope for name, slope in slopes.items()}
        metadata[f"{prefix}loss"] = repr(float(loss.detach()))

        assert_close(f"{preset}, composed of PyTorch's layers", output,
                     torch_logits(tokens, p, F.gelu if untied else tanh_gelu))
        changed = tokens.clone()
        changed[:, -1] = (changed[:, -1] + 1) % VOCABULARY
        before, after = output[:, :-1], logits(changed, parameters)[:, :-1]
        assert torch.equal(before, after), f"{preset} looks into the future"

    more_tensors, more_metadata = trajectory(draw, parameters, logits)
    return tensors | more_tensors, metadata | more_metadata


def tanh_gelu(x):
    return F.gelu(x, approximate="tanh")


def torch_logits(tokens, p, gelu):
    """The model again, of PyTorch's own layers."""
    x = F.embedding(tokens, p["wte.weight"]) + p["wpe.weight"][: tokens.shape[-1]]
    for i in range(LAYERS):
        x = torch_block(gpt.under(f"h.{i}.", p) | {"input": x}, HEADS, gelu)
    x = F.layer_norm(x, [WIDTH], p["ln_f.weight"], p["ln_f.bias"])
    return F.linear(x, p.get("lm_head.weight", p["wte.weight"]), p.get("lm_head.bias"))


# C. Twenty steps of training


def trajectory(draw, parameters, logits):
    """A new batch and rate, clipping and AdamW in each step; PyTorch's own AdamW runs beside it."""
    names = list(parameters)
    optimizer = gpt.AdamW(parameters)
    shadow = {name: torch.nn.Parameter(p.clone()) for name, p in parameters.items()}
    matrices = [p for p in shadow.values() if p.ndim >= 2]
    vectors = [p for p in shadow.values() if p.ndim < 2]
    shadow_optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
        betas=(0.9, 0.95), eps=1e-8)

    batches = list(walks(draw))
    losses, norms, rates = [], [], []
    for step, (tokens, targets) in enumerate(batches):
        p = tracked(parameters)
        loss = gpt.cross_entropy(logits(tokens, p), targets)
        clipped, norm = gpt.clip_by_global_norm(gradients(loss, p), limit=1.0)
        rate = gpt.learning_rate(step)
        parameters = optimizer.step(parameters, clipped, rate)
        losses, norms, rates = losses + [float(loss.detach())], norms + [norm], rates + [rate]

        for name in names:
            shadow[name].grad = clipped[name].clone()
        for group in shadow_optimizer.param_groups:
            group["lr"] = rate
        shadow_optimizer.step()
        for name in names:
            assert_close(f"AdamW, step {step}, {name}", parameters[name], shadow[name])

    assert sum(n < 1 for n in norms) >= 3 <= sum(n > 1 for n in norms), f"seldom clipped: {norms}"
    assert losses[-1] < losses[0], f"nothing is learnt: {losses}"
    tensors = {
        "trajectory.tokens": torch.stack([tokens for tokens, _ in batches]),
        "trajectory.targets": torch.stack([targets for _, targets in batches]),
        "trajectory.loss": torch.tensor(losses),
        "trajectory.gradientNorm": torch.tensor(norms),
        "trajectory.learningRate": torch.tensor(rates),
    } | {f"trajectory.final.{name}": p for name, p in parameters.items()}
    metadata = {
        "trajectory.loss": " ".join(map(repr, losses)),
        "trajectory.gradientNorm": " ".join(map(repr, norms)),
        "trajectory.learningRate": " ".join(map(repr, rates)),
        "trajectory.order":
            "step s = 0...19: loss and gradients at the parameters before the step, clip, AdamW",
        "trajectory.clipping":
            "all gradients times min(1, 1 / norm), nothing added to the norm; "
            "gradientNorm is the norm over all parameters before clipping",
        "trajectory.schedule":
            "0.01 * (s + 1) / 5 for s < 5, "
            "else 0.001 + 0.5 * (0.01 - 0.001) * (1 + cos(pi * (s - 5) / 15))",
        "trajectory.optimizer":
            "AdamW, beta1 0.9, beta2 0.95, epsilon 1e-8 outside the root, decay 0.1 on rank >= 2 "
            "only, bias correction with t = s + 1, "
            "p <- p - rate * (m / (sqrt(v) + epsilon) + decay * p)",
        "trajectory.leaveOut":
            "the key third of trajectory.final.h.*.attn.c_attn.bias: its gradient is zero but for "
            "rounding error",
    }
    return tensors, metadata


def walks(draw):
    """Every step's tokens and the tokens after them: walks with a rule that is quickly learnt.

    The rule is x → 3x from 1, 3 or 9, so the gradients soon fall below the clipping limit; and no
    two batches have the same starts.
    """
    starts = list(itertools.product([1, 3, 9], repeat=BATCH))
    powers = 3 ** torch.arange(CONTEXT + 1)
    for start in draw.random.sample(starts, STEPS):
        whole = torch.tensor(start)[:, None] * powers % VOCABULARY
        yield whole[:, :-1], whole[:, 1:]


def main():
    folder = Path(__file__).resolve().parent
    files = {"layers": layer_fixtures(), "gptMini": model_fixtures("gptMini"),
             "gpt2": model_fixtures("gpt2")}
    for name, (tensors, metadata) in files.items():
        data = safetensors(tensors, metadata)
        path = folder / f"{name}.safetensors"
        if "--check" not in sys.argv:
            path.write_bytes(data)
            print(f"{path.name}: {len(tensors)} tensors, {len(data):,} bytes")
        elif not path.exists() or not same_numbers(data, path.read_bytes()):
            sys.exit(f"{path.name} is not what this script makes: run it without --check.")
        else:
            print(f"{path.name}: as this script makes it")


if __name__ == "__main__":
    main()
