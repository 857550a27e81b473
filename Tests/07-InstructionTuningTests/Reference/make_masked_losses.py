"""Makes Fixtures/masked-losses.json: masked losses and their gradients by PyTorch, in Float64.

    python3 Tests/07-InstructionTuningTests/make_masked_losses.py

Each case has logits of shape [batch, length, vocabulary], rounded to Float32, and targets, of which
-1 is left out. `tokens` is the mean over the learned targets, `examples` the mean over the examples
of their own means. The gradients are those of the loss times `upstream`.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(7)

TARGETS = {
    "responses of different lengths": [[-1, -1, 3, 1, 0], [-1, 2, 0, -1, -1], [4, 4, 1, 3, 0]],
    "an example without a target": [[-1, -1, 2, 5, -1], [-1, -1, -1, -1, -1], [-1, 0, -1, -1, -1]],
    "a single target": [[-1, -1, 6]],
}


def round_to_float32(tensor):
    return tensor.to(torch.float32).to(torch.float64)


def token_loss(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)


def example_loss(logits, targets):
    means = [
        F.cross_entropy(z, t, ignore_index=-1) for z, t in zip(logits, targets) if (t >= 0).any()
    ]
    return torch.stack(means).mean()


cases = []
for name, rows in TARGETS.items():
    targets = torch.tensor(rows)
    values = round_to_float32(4 * torch.randn(*targets.shape, 7, dtype=torch.float64))
    case = {
        "name": name,
        "shape": list(values.shape),
        "logits": values.flatten().tolist(),
        "targets": rows,
        "upstream": 1.75,
        "losses": {},
        "gradients": {},
    }
    for weighting, loss_of in [("tokens", token_loss), ("examples", example_loss)]:
        logits = values.clone().requires_grad_()
        loss = loss_of(logits, targets)
        (case["upstream"] * loss).backward()
        case["losses"][weighting] = loss.item()
        case["gradients"][weighting] = logits.grad.flatten().tolist()
    cases.append(case)

path = Path(__file__).resolve().parent / "Fixtures/masked-losses.json"
path.write_text(json.dumps(cases, indent=1) + "\n")
