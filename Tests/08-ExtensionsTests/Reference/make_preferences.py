"""Writes Fixtures/preferences.json: the DPO loss of random logits and its gradients, by PyTorch.

    python3 Tests/08-ExtensionsTests/make_preferences.py

Needs PyTorch alone. The formula is written out with PyTorch's own functions (log_softmax, logsigmoid)
and differentiated by its autograd, all in float64; inputs are float32 numbers, drawn from a seed.
"""

import json
import pathlib
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def logits(draw, shape, scale=2.0):
    count = shape[0] * shape[1] * shape[2]
    return torch.tensor([draw.gauss(0, scale) for _ in range(count)]).float().double().reshape(shape)


def targets(draw, rows, length, vocabulary, answer):
    """The prompt's targets are −1, those of the answer follow, then padding of −1."""
    batch = []
    for _ in range(rows):
        prompt = draw.randrange(0, length - answer)
        row = [-1] * length
        for place in range(prompt, prompt + answer):
            row[place] = draw.randrange(vocabulary)
        batch.append(row)
    return torch.tensor(batch)


def log_probabilities(logits, targets):
    kept = targets >= 0
    chosen = F.log_softmax(logits, -1).gather(-1, targets.clamp(min=0)[..., None])[..., 0]
    return (chosen * kept).sum(-1)


def case(seed, pairs, lengths, vocabulary, beta):
    draw = random.Random(seed)
    inputs, marks = {}, {}
    for name, length in zip(["chosen", "rejected"], lengths):
        inputs[name] = logits(draw, (pairs, length, vocabulary)).requires_grad_()
        inputs["reference_" + name] = logits(draw, (pairs, length, vocabulary))
        marks[name] = targets(draw, pairs, length, vocabulary, length // 2)
    policy = {name: log_probabilities(inputs[name], marks[name]) for name in marks}
    reference = {name: log_probabilities(inputs["reference_" + name], marks[name]) for name in marks}
    rewards = {name: beta * (policy[name] - reference[name]) for name in marks}
    margin = rewards["chosen"] - rewards["rejected"]
    loss = -F.logsigmoid(margin).mean()
    loss.backward()
    flat = lambda x: x.detach().reshape(-1).tolist()
    result = {
        "beta": beta, "loss": loss.item(), "margin": margin.mean().item(),
        "accuracy": (margin > 0).double().mean().item(), "vocabulary": vocabulary,
    }
    for name in marks:
        result[name] = {
            "logits": flat(inputs[name]), "referenceLogits": flat(inputs["reference_" + name]),
            "targets": marks[name].tolist(), "policy": flat(policy[name]),
            "reference": flat(reference[name]), "gradient": flat(inputs[name].grad),
        }
    return result


cases = [
    case(1, 1, (4, 4), 5, 0.1),
    case(2, 3, (5, 7), 6, 0.5),
    case(3, 4, (6, 3), 9, 0.05),
]
path = pathlib.Path(__file__).parent / "Fixtures" / "preferences.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
