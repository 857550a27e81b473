"""Continues to train a model that `gpt export FOLDER` wrote, on one process or on many; `gpt import` takes it back.

    python3 continue_training.py FOLDER book.txt TRAINED                                            one process
    torchrun --standalone --nproc-per-node 8 continue_training.py FOLDER book.txt TRAINED --bf16    eight GPUs
    torchrun --nnodes 4 --nproc-per-node 8 --rdzv-backend c10d --rdzv-endpoint HOST:29500 \\
        continue_training.py FOLDER book.txt TRAINED --bf16 --fsdp                                  32, four machines

A step is chapter 5's: batches, forward, loss, backward, mean of the gradients, clip, AdamW. What is new stands
between backward and clip: each process has a part of the batch, and the gradients of all are averaged. Every
machine must see the three paths.
"""

import argparse
import math
import os
import shutil
import sys
import time
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path

try:
    import torch
    import torch.distributed as dist
    import torch.nn.functional as F
    from safetensors.torch import save_file
    from torch.distributed.checkpoint import state_dict as states
    from torch.distributed.fsdp import fully_shard
    from torch.nn.parallel import DistributedDataParallel
    from transformers import AutoModelForCausalLM, AutoTokenizer, logging
except ImportError as error:
    sys.exit(f"{error.name} is missing: python3 -m pip install -r {Path(__file__).with_name('requirements.txt')}")

# torchrun starts one process for each GPU, and tells each of them who it is.
RANK, LOCAL_RANK = int(os.environ.get("RANK", 0)), int(os.environ.get("LOCAL_RANK", 0))
PROCESSES = int(os.environ.get("WORLD_SIZE", 1))
DEVICE = torch.device("cuda", LOCAL_RANK) if torch.cuda.is_available() else torch.device("cpu")


def say(sentence):
    """One process speaks for all."""
    if RANK == 0:
        print(sentence, flush=True)


def stop(sentence):
    sys.exit(sentence if RANK == 0 else 1)


def tokens_of(path, tokenizer):
    """As gpt takes a text: <|endoftext|> parts its documents, and each begins after the end of another."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{path} cannot be read as UTF-8 text: {error}")
    documents, end = [text], tokenizer.eos_token_id
    if end is not None and tokenizer.eos_token in text:
        documents = [part.strip() for part in text.split(tokenizer.eos_token) if part.strip()]
    ids = [] if end is None else [end]
    for document in documents:
        ids += tokenizer(document, split_special_tokens=True, verbose=False)["input_ids"]
        ids += [] if end is None else [end]
    return torch.tensor(ids)


def windows_of(path, tokenizer, length):
    """Side by side, each with the token after its last: `[windows, length + 1]`."""
    tokens = tokens_of(path, tokenizer)
    if len(tokens) <= length:
        stop(f"{path} is shorter than one window of {length} tokens: give more text, or a smaller --context")
    return tokens.unfold(0, length + 1, length)


def batch_of(windows, step, a):
    """The windows of this process for a step, as `accumulation` batches.

    The windows stand in one order for all, shuffled anew in every epoch by the seed. Of W processes, process r takes
    the windows r, r + W, r + 2W …, so that together they take what one process with a batch W times as large would.
    The order depends on the step alone: whoever resumes at step 1,000 sees what comes after step 999.
    """
    count = a.batch * a.accumulation
    places = step * count * PROCESSES + RANK + PROCESSES * torch.arange(count)
    chosen = [order(len(windows), a.seed + place // len(windows))[place % len(windows)] for place in places.tolist()]
    return windows[torch.stack(chosen)].to(DEVICE).split(a.batch)


@lru_cache(maxsize=2)
def order(count, seed):
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed))


def loss_of(model, windows, bf16):
    """The mean cross-entropy. In bf16 the products of matrices have 16 bits; weights, sums and losses keep 32."""
    with torch.autocast(DEVICE.type, torch.bfloat16) if bf16 else nullcontext():
        logits = model(windows[:, :-1], use_cache=False).logits
    return F.cross_entropy(logits.flatten(0, 1).float(), windows[:, 1:].flatten())


def mean_over_processes(total, count):
    """Σ total / Σ count."""
    sums = torch.tensor([float(total), count], device=DEVICE, dtype=torch.float64)
    if PROCESSES > 1:
        dist.all_reduce(sums)
    return (sums[0] / sums[1]).item()


@torch.no_grad()
def evaluate(model, windows, a):
    """The mean loss, each process measuring its part. FSDP gathers weights in step: all must call as often."""
    model.eval()
    total, count = 0.0, 0
    for first in range(0, len(windows), PROCESSES * a.batch):
        part = windows[first : first + PROCESSES * a.batch]
        own = part[RANK::PROCESSES]
        loss = loss_of(model, (own if len(own) else part[:1]).to(DEVICE), a.bf16).item()
        total, count = total + loss * len(own), count + len(own)
    model.train()
    return mean_over_processes(total, count)


def learning_rate(step, a):
    """Chapter 5's: a straight rise, then half a cosine down to a tenth."""
    if step < a.warm_up:
        return a.learning_rate * (step + 1) / a.warm_up
    progress = (step - a.warm_up) / max(1, a.steps - a.warm_up)
    return a.learning_rate * (0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * progress)))


def optimizer_of(model, a):
    """Matrices and embeddings decay; biases and norms, which have one axis, do not."""
    parameters = list(model.parameters())
    return torch.optim.AdamW(
        [{"params": [p for p in parameters if p.ndim >= 2], "weight_decay": a.weight_decay},
         {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0}],
        lr=a.learning_rate, betas=(0.9, 0.95), eps=1e-8)


def train_step(model, optimizer, batches, rate, a):
    """One update. Returns the loss before it, and the gradient's norm before clipping."""
    total = 0.0
    for index, batch in enumerate(batches):
        # The gradients travel once a step, with the last batch; before that each process adds up its own.
        is_last = index == len(batches) - 1
        if a.fsdp:
            model.set_requires_gradient_sync(is_last)
        waits = PROCESSES > 1 and not a.fsdp and not is_last
        with model.no_sync() if waits else nullcontext():
            loss = loss_of(model, batch, a.bf16) / len(batches)
            loss.backward()
        total += loss.item()
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), a.clip)
    if a.fsdp:
        norm = norm.full_tensor()  # Each process has a part of the gradient, and the norm is that of the whole.
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return mean_over_processes(total, 1), norm.item()


def write(path, writer):
    """Under another name first: whoever stops the program in the middle keeps the file from before."""
    temporary = path.with_name(path.name + ".part")
    writer(temporary)
    os.replace(temporary, path)


def save(model, optimizer, step, tied, a):
    """What `gpt import` reads, and beside it what --resume needs: the moments are twice as large as the model."""
    # All processes take part, for with FSDP each has a piece; the whole comes together in the first one's memory.
    options = states.StateDictOptions(full_state_dict=True, cpu_offload=True)
    weights, moments = states.get_state_dict(model, optimizer, options=options)
    if RANK == 0:
        state = {"step": step, "weights": weights, "optimizer": moments}
        write(a.output / "training.pt", lambda path: torch.save(state, path))
        named = {name: w.contiguous() for name, w in weights.items() if not (tied and name == "lm_head.weight")}
        write(a.output / "model.safetensors", lambda path: save_file(named, path, metadata={"format": "pt"}))
    if PROCESSES > 1:
        dist.barrier()


def resume(model, optimizer, a):
    """The step to go on with."""
    try:
        state = torch.load(a.output / "training.pt", map_location="cpu", weights_only=True)
    except OSError:
        stop(f"{a.output / 'training.pt'} is missing: there is nothing to resume")
    states.set_state_dict(
        model, optimizer, model_state_dict=state["weights"], optim_state_dict=state["optimizer"],
        options=states.StateDictOptions(full_state_dict=True))
    return state["step"]


def arguments(words=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the folder that gpt export wrote, or any of the GPT-2 family")
    parser.add_argument("text", type=Path, help="a UTF-8 file; <|endoftext|> parts its documents")
    parser.add_argument("output", type=Path, help="the folder to write into, created if missing")
    add = parser.add_argument
    add("--steps", type=int, default=500, help="updates, those before --resume included (default: %(default)s)")
    add("--batch", type=int, default=8, help="windows in one pass of one process (%(default)s)")
    add("--accumulation", type=int, default=1, help="passes whose gradients make one update (%(default)s)")
    add("--context", type=int, help="tokens in a window (the model's context)")
    add("--learning-rate", type=float, default=3e-4, help="its peak (%(default)s)")
    add("--warm-up", type=int, default=20, help="steps in which it rises (%(default)s)")
    add("--weight-decay", type=float, default=0.1, help="of matrices and embeddings (%(default)s)")
    add("--clip", type=float, default=1.0, help="the largest norm of a gradient (%(default)s)")
    add("--dropout", type=float, default=0.0, help="(%(default)s: a text read a few times needs none)")
    add("--seed", type=int, default=1, help="of the order of the windows, and of dropout (%(default)s)")
    add("--validation", type=Path, help="a text to measure before and after; the loss is gpt evaluate --text's")
    add("--save-every", type=int, default=500, help="steps between checkpoints (%(default)s)")
    add("--bf16", action="store_true", help="products of matrices in bfloat16")
    add("--fsdp", action="store_true", help="weights, gradients and moments are split among the processes")
    add("--resume", action="store_true", help="goes on with the checkpoint in OUTPUT")
    a = parser.parse_args(words)
    for name in ["steps", "batch", "accumulation", "save_every", "learning_rate", "clip"]:
        if not 0 < getattr(a, name) < math.inf:
            stop(f"--{name.replace('_', '-')} {getattr(a, name)}: must be more than 0")
    if not (0 <= a.dropout < 1 and a.warm_up >= 0 and a.weight_decay >= 0):
        stop("--dropout must be from 0 to less than 1, --warm-up and --weight-decay 0 or more")
    if a.fsdp and "RANK" not in os.environ:
        stop("--fsdp splits the model among processes: start them with torchrun")
    return a


def load(a):
    """The model on this process's device, and its tokenizer. Nothing is downloaded."""
    if not (a.model / "config.json").is_file():
        stop(f"{a.model} holds no config.json: give the folder that gpt export wrote")
    if a.output.resolve() == a.model.resolve():
        stop("OUTPUT is the folder of the model itself: name another one")
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(a.model, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(
            a.model, local_files_only=True, dtype=torch.float32, resid_pdrop=a.dropout,
            embd_pdrop=a.dropout, attn_pdrop=a.dropout)
    except (OSError, ValueError, RuntimeError) as error:
        stop(f"{a.model} cannot be loaded: {error}")
    if model.config.model_type != "gpt2":
        stop(f"{a.model} is a {model.config.model_type}: gpt import takes GPT-2 models alone")
    return model.to(DEVICE).train(), tokenizer


def distributed(model, a):
    """The model, and what makes of its gradients those of all processes."""
    if a.fsdp:
        # Block by block, so that only one block's weights are whole at a time.
        for block in model.transformer.h:
            fully_shard(block)
        return fully_shard(model)
    if PROCESSES == 1:
        return model
    return DistributedDataParallel(model, device_ids=[LOCAL_RANK] if DEVICE.type == "cuda" else None)


def main():
    a = arguments()
    model, tokenizer = load(a)
    context, tied = a.context or model.config.n_positions, model.config.tie_word_embeddings
    if not 0 < context <= model.config.n_positions:
        stop(f"--context {context}: must be from 1 to the model's {model.config.n_positions}")
    windows = windows_of(a.text, tokenizer, context)
    held_out = windows_of(a.validation, tokenizer, context) if a.validation else None

    if PROCESSES > 1 or a.fsdp:
        if DEVICE.type == "cuda":
            torch.cuda.set_device(DEVICE)
        dist.init_process_group("nccl" if DEVICE.type == "cuda" else "gloo")
    torch.manual_seed(a.seed + RANK)  # Dropout drops other numbers in each process.
    model = distributed(model, a)
    optimizer = optimizer_of(model, a)
    first = resume(model, optimizer, a) if a.resume else 0

    if RANK == 0:
        a.output.mkdir(parents=True, exist_ok=True)
        for file in a.model.iterdir():  # The configuration and the tokenizer stay as they are.
            if file.suffix in [".json", ".txt"] and not file.name.endswith(".index.json"):
                shutil.copyfile(file, a.output / file.name)
    per_step = a.batch * a.accumulation * PROCESSES
    say(f"{PROCESSES} × {DEVICE.type}, {len(windows):,} windows of {context} tokens, {per_step} in a step")
    if a.validation:
        say(f"step {first:>6}  validation loss {evaluate(model, held_out, a):.4f}")
    start, counted = time.perf_counter(), first
    for step in range(first, a.steps):
        rate = learning_rate(step, a)
        loss, norm = train_step(model, optimizer, batch_of(windows, step, a), rate, a)
        if not math.isfinite(loss):
            stop(f"step {step}: the loss is {loss}; lower --learning-rate. The last checkpoint is kept.")
        if step % 10 == 0 or step == a.steps - 1:
            speed = (step + 1 - counted) * per_step * context / (time.perf_counter() - start)
            say(f"step {step:>6}  loss {loss:.6f}  norm {norm:.4f}  rate {rate:.2e}  {speed:,.0f} tokens/s")
            start, counted = time.perf_counter(), step + 1
        if (step + 1) % a.save_every == 0 or step == a.steps - 1:
            save(model, optimizer, step + 1, tied, a)
    if a.validation:
        say(f"step {a.steps:>6}  validation loss {evaluate(model, held_out, a):.4f}")
    say(f"{a.output}: gpt import {a.output}")
    if dist.is_initialized():
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
