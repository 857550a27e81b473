"""Makes finetuning.safetensors, the values that the tests of chapter 6 compare with.

    python3 Tests/Fixtures/make_finetuning_fixtures.py            writes the file beside this script
    python3 Tests/Fixtures/make_finetuning_fixtures.py --check    compares the one that is there

Needs PyTorch alone; made with the versions that `make_fixtures.py` names, and in its way: inputs are
float32 numbers, everything is computed from them in float64, and PyTorch's automatic
differentiation takes the gradients.

What it holds. `poolLast`, `poolMean`, `lora`: a layer's inputs, output, upstream and gradients.
`metrics.…`: true and predicted classes, and in the metadata what they come to. `classifier.…`: a
tiny GPT with pooling and head, `classifier.parameter.…`, padded `tokens` and their `lengths`,
`labels`, and for either pooling logits, loss and every gradient. `adapted.…`: the same classifier
(mean) with adapters on the weights of attention. `trajectory.…`: eight steps of AdamW where the last
block, the last norm and the head learn.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True  # No __pycache__ beside the fixtures.

import reference_gpt as gpt
from make_fixtures import (
    Draw, LayerFixtures, assert_close, gradients, safetensors, same_numbers, tracked)

VOCABULARY, CONTEXT, WIDTH, LAYERS, HEADS, CLASSES = 11, 6, 8, 2, 2, 3
RANK, ALPHA, STEPS, RATE = 2, 6.0, 8, 1e-2


# The formulas


def pool(x, lengths, by):
    """The last real vector of each text, or the mean over its real ones."""
    if by == "lastToken":
        return torch.stack([row[n - 1] for row, n in zip(x, lengths)])
    return torch.stack([row[:n].sum(dim=0) / n for row, n in zip(x, lengths)])


def masked_pool(x, lengths, by):
    """The same by a mask, as libraries do it."""
    place = torch.arange(x.shape[1])[None, :]
    ends = torch.tensor(lengths)[:, None]
    mask = (place == ends - 1 if by == "lastToken" else place < ends).double()
    return torch.einsum("btc,bt->bc", x, mask) / mask.sum(dim=1, keepdim=True)


def hidden_states(tokens, p):
    x = p["wte.weight"][tokens] + p["wpe.weight"][torch.arange(tokens.shape[1])]
    for i in range(LAYERS):
        x = gpt.block(x, gpt.under(f"h.{i}.", p), HEADS, gpt.gelu_exact)
    return gpt.layer_norm(x, p["ln_f.weight"], p["ln_f.bias"])


def classifier_logits(tokens, lengths, p, by):
    pooled = pool(hidden_states(tokens, p), lengths, by)
    return gpt.linear(pooled, p["score.weight"], p["score.bias"])


def classifier_loss(tokens, lengths, labels, p, by):
    logits = classifier_logits(tokens, lengths, p, by)
    loss = gpt.cross_entropy(logits, labels)
    assert_close("loss", loss, F.cross_entropy(logits, labels))
    return logits, loss


def metrics(actual, predicted, classes):
    """Confusion matrix, precision, recall and F1 of each class, their means, accuracy; 0/0 is 0."""

    def share(part, whole):
        return part / whole if whole else 0.0

    pairs = list(zip(actual, predicted))
    matrix = [[pairs.count((row, column)) for column in range(classes)] for row in range(classes)]
    precision, recall, f1 = [], [], []
    for c in range(classes):
        hits = sum(a == c and p == c for a, p in pairs)
        false_alarms = sum(a != c and p == c for a, p in pairs)
        misses = sum(a == c and p != c for a, p in pairs)
        precision.append(share(hits, hits + false_alarms))
        recall.append(share(hits, hits + misses))
        f1.append(share(2 * precision[c] * recall[c], precision[c] + recall[c]))
    means = [sum(values) / classes for values in (precision, recall, f1)]
    accuracy = share(sum(a == p for a, p in pairs), len(pairs))
    return matrix, precision, recall, f1, means, accuracy


# The file


def layer_fixtures(file):
    lengths = [4, 1, 5]
    for by, name in [("lastToken", "poolLast"), ("mean", "poolMean")]:
        file.add(
            name, {"input": Draw(name).normal([3, 5, 4])}, lambda i: pool(i["input"], lengths, by),
            lambda i: masked_pool(i["input"], lengths, by),
            constants={"lengths": torch.tensor(lengths)})

    draw = Draw("lora")
    file.add(
        "lora",
        {"input": draw.normal([2, 3, 7]), "weight": draw.normal([7, 5]), "bias": draw.normal([5]),
         "lora_A": draw.normal([7, RANK]), "lora_B": draw.normal([RANK, 5])},
        lambda i: gpt.linear(i["input"], i["weight"], i["bias"])
        + (ALPHA / RANK) * (i["input"] @ i["lora_A"]) @ i["lora_B"],
        lambda i: F.linear(
            i["input"], (i["weight"] + (ALPHA / RANK) * i["lora_A"] @ i["lora_B"]).T, i["bias"]))


def metric_fixtures(file):
    cases = {
        "mixed": (4, Draw("actual").ids([60], 4), Draw("predicted").ids([60], 4)),
        # Class 2 never occurs but is predicted; class 3 is neither.
        "missing": (4, torch.tensor([0, 0, 1, 1, 1, 0, 1]), torch.tensor([0, 2, 1, 0, 1, 0, 2])),
        "binary": (2, torch.tensor([0] * 9 + [1]), torch.tensor([0] * 10)),
    }
    for name, (classes, actual, predicted) in cases.items():
        matrix, *values = metrics(actual.tolist(), predicted.tolist(), classes)
        precision, recall, f1, means, accuracy = values
        file.put(f"metrics.{name}", {
            "actual": actual, "predicted": predicted, "matrix": torch.tensor(matrix)})
        for key, numbers in [("precision", precision), ("recall", recall), ("f1", f1),
                             ("means", means), ("accuracy", [accuracy])]:
            file.metadata[f"metrics.{name}.{key}"] = " ".join(map(repr, numbers))


def classifier_fixtures(file):
    draw = Draw("classifier")
    shapes = gpt.gpt_shapes(VOCABULARY, CONTEXT, WIDTH, LAYERS, untied_head=False)
    shapes |= {"score.weight": [WIDTH, CLASSES], "score.bias": [CLASSES]}
    parameters = draw.parameters(shapes)
    lengths = [5, 2, 1, 4]
    tokens = draw.ids([4, 5], VOCABULARY - 1) + 1
    for row, n in enumerate(lengths):
        tokens[row, n:] = 0
    labels = torch.tensor([2, 0, 1, 2])
    file.put("classifier.parameter", parameters)
    file.put("classifier", {
        "tokens": tokens, "lengths": torch.tensor(lengths), "labels": labels})

    def add(prefix, by, learning, effective):
        logits, loss = classifier_loss(tokens, lengths, labels, effective, by)
        file.put(prefix, {"logits": logits})
        file.put(f"{prefix}.gradient", gradients(loss, learning))
        file.metadata[f"{prefix}.loss"] = repr(float(loss.detach()))

    for by in ["lastToken", "mean"]:
        p = tracked(parameters)
        add(f"classifier.{by}", by, p, p)

    # What padding holds changes nothing.
    other = tokens.clone()
    for row, n in enumerate(lengths):
        other[row, n:] = 7
    same = [classifier_logits(t, lengths, parameters, "mean") for t in (tokens, other)]
    assert torch.equal(*same)

    adapters = {}
    for name, shape in shapes.items():
        if name.endswith("attn.c_attn.weight") or name.endswith("attn.c_proj.weight"):
            adapters[f"{name}.lora_A"] = draw.normal([shape[0], RANK], scale=0.3)
            adapters[f"{name}.lora_B"] = draw.normal([RANK, shape[1]], scale=0.3)
    file.put("adapted.parameter", adapters)
    head = {name: p for name, p in parameters.items() if name.startswith("score.")}
    learning = tracked(adapters | head)
    effective = dict(parameters) | {name: learning[name] for name in head}
    for name in {key.rsplit(".", 1)[0] for key in adapters}:
        a, b = learning[f"{name}.lora_A"], learning[f"{name}.lora_B"]
        effective[name] = parameters[name] + (ALPHA / RANK) * a @ b
    add("adapted", "mean", learning, effective)

    # AdamW on what learns; the rest is not even shown to it.
    values = dict(parameters)
    chosen = [n for n in values if n.startswith((f"h.{LAYERS - 1}.", "ln_f.", "score."))]
    optimizer = gpt.AdamW({n: values[n] for n in chosen})
    losses = []
    for _ in range(STEPS):
        p = tracked(values)
        _, loss = classifier_loss(tokens, lengths, labels, p, "lastToken")
        slopes = gradients(loss, {n: p[n] for n in chosen})
        slopes, _ = gpt.clip_by_global_norm(slopes, 1)
        values |= optimizer.step({n: values[n] for n in chosen}, slopes, RATE)
        losses.append(float(loss.detach()))
    file.put("trajectory.final", {n: values[n] for n in chosen})
    file.metadata["trajectory.loss"] = " ".join(map(repr, losses))


def main():
    file = LayerFixtures()
    layer_fixtures(file)
    metric_fixtures(file)
    classifier_fixtures(file)
    data = safetensors(file.tensors, file.metadata)
    path = Path(__file__).resolve().parent / "finetuning.safetensors"
    if "--check" not in sys.argv:
        path.write_bytes(data)
        print(f"{path.name}: {len(file.tensors)} tensors, {len(data):,} bytes")
    elif not path.exists() or not same_numbers(data, path.read_bytes()):
        sys.exit(f"{path.name} is not what this script makes: run it without --check.")
    else:
        print(f"{path.name}: as this script makes it")


if __name__ == "__main__":
    main()
