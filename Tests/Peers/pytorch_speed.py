"""How fast PyTorch is at what `gpt bench` measures: eager, float32, CPU. Needs PyTorch alone.

    python3 Tests/Peers/pytorch_speed.py                       everything, 10 s measured per row
    python3 Tests/Peers/pytorch_speed.py mini six generate     only some
    options: --seconds 10  --threads 2  --clip 1.0 (clip_grad_norm_ in the step; default: none)
             --attention auto|sdpa|manual (auto: both, each in its own process; the faster is marked)
             --json (a JSON object: for each row the faster one's figures)

`gpt bench --peer` runs it after its own rows and prints the ratios.

Each row runs in a fresh process, so that the peak memory is its own. Steps are timed one by one
after a warm-up; the median and the best are printed, tokens/s is from the median.
"""

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import time

CASES = {
    "mini": dict(vocabulary=40, context=128, layers=3, heads=4, width=128, dropout=0.1, batch=16,
                 head_bias=True, tied=False),
    "six": dict(vocabulary=65, context=256, layers=6, heads=6, width=384, dropout=0.0, batch=8,
                head_bias=True, tied=False),
    "large": dict(vocabulary=4096, context=1024, layers=12, heads=12, width=768, dropout=0.0, batch=1,
                  head_bias=True, tied=False),
}
EVERYTHING = ["mini", "six", "large", "generate"]


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(case, attention, seconds, threads, clip):
    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    imported = peak_mb()
    c = CASES["mini" if case == "generate" else case]
    C, H, T, V = c["width"], c["heads"], c["context"], c["vocabulary"]

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.c_attn, self.c_proj = nn.Linear(C, 3 * C), nn.Linear(C, C)
            self.attn_drop, self.drop = nn.Dropout(c["dropout"]), nn.Dropout(c["dropout"])
            self.register_buffer("hidden", torch.ones(T, T, dtype=torch.bool).triu(1))

        def forward(self, x):
            B, t, _ = x.shape
            q, k, v = (y.view(B, t, H, C // H).transpose(1, 2)
                       for y in self.c_attn(x).split(C, dim=2))
            if attention == "sdpa":
                p = c["dropout"] if self.training else 0.0
                y = F.scaled_dot_product_attention(q, k, v, dropout_p=p, is_causal=True)
            else:
                a = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(C // H))
                a = a.masked_fill(self.hidden[:t, :t], float("-inf"))
                y = self.attn_drop(F.softmax(a, dim=-1)) @ v
            return self.drop(self.c_proj(y.transpose(1, 2).reshape(B, t, C)))

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.ln_1, self.attn, self.ln_2 = nn.LayerNorm(C), Attention(), nn.LayerNorm(C)
            self.c_fc, self.c_proj = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)
            self.drop = nn.Dropout(c["dropout"])

        def forward(self, x):
            x = x + self.attn(self.ln_1(x))
            return x + self.drop(self.c_proj(F.gelu(self.c_fc(self.ln_2(x)))))

    class GPT(nn.Module):
        def __init__(self):
            super().__init__()
            self.wte, self.wpe = nn.Embedding(V, C), nn.Embedding(T, C)
            self.drop = nn.Dropout(c["dropout"])
            self.h = nn.ModuleList(Block() for _ in range(c["layers"]))
            self.ln_f, self.lm_head = nn.LayerNorm(C), nn.Linear(C, V, bias=c["head_bias"])

        def forward(self, ids, last_only=False):
            x = self.drop(self.wte(ids) + self.wpe.weight[: ids.shape[1]])
            for block in self.h:
                x = block(x)
            if last_only:
                x = x[:, -1:]
            return self.lm_head(self.ln_f(x))

    model = GPT()
    result = dict(parameters=sum(p.numel() for p in model.parameters()), imported_mb=imported)

    if case == "generate":
        model.eval()

        def run(prompt_length, until):
            """tokens/s of sampling one sequence; the window is cropped to the context."""
            ids = torch.randint(V, (1, prompt_length))
            count, start = 0, time.perf_counter()
            with torch.inference_mode():
                while not until(count, time.perf_counter() - start):
                    logits = model(ids[:, -T:], last_only=True)[:, -1]
                    token = torch.multinomial(F.softmax(logits, dim=-1), 1)
                    ids = torch.cat([ids, token], dim=1)
                    count += 1
            return count / (time.perf_counter() - start)

        run(T, lambda n, s: n >= 50)
        # Full window throughout: the steady rate. And 500 tokens from one token, as a user sees it.
        result["full_window"] = run(T, lambda n, s: s >= seconds)
        result["from_one_token"] = statistics.median(
            run(1, lambda n, s: n >= 500) for _ in range(3 if seconds >= 5 else 1))
        result["tokens_per_s"] = result["full_window"]
    else:
        optimizer = torch.optim.AdamW(
            model.parameters(), lr=3e-4, betas=(0.9, 0.95), weight_decay=0.1, fused=False)
        B = c["batch"]
        data = [(torch.randint(V, (B, T)), torch.randint(V, (B, T))) for _ in range(8)]

        def step(i):
            ids, targets = data[i % len(data)]
            loss = F.cross_entropy(model(ids).view(-1, V), targets.view(-1))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if clip:
                torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            return loss.item()

        # A step of the large model takes some ten seconds: a few of them tell enough.
        for i in range(1 if case == "large" else 3):
            step(i)
        times, begin = [], time.perf_counter()
        while len(times) < 3 or time.perf_counter() - begin < seconds:
            start = time.perf_counter()
            step(len(times))
            times.append(time.perf_counter() - start)
        median = statistics.median(times)
        result |= dict(ms=1e3 * median, best_ms=1e3 * min(times), steps=len(times),
                       tokens_per_s=B * T / median)
    result["peak_mb"] = peak_mb()
    print(json.dumps(result))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", default=[])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clip", type=float, default=0)
    parser.add_argument("--attention", choices=["auto", "sdpa", "manual"], default="auto")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", action="store_true")
    a = parser.parse_args()
    if a.child:
        return child(a.cases[0], a.attention, a.seconds, a.threads, a.clip)
    unknown = set(a.cases) - set(EVERYTHING)
    if unknown:
        sys.exit(f"unknown: {unknown}; choose from {' '.join(EVERYTHING)}")

    report = {}
    if not a.json:
        print(f"{a.threads} threads, clip {a.clip or 'none'}, {a.seconds:g} s per row")
    for case in a.cases or EVERYTHING:
        kinds = ["sdpa", "manual"] if a.attention == "auto" else [a.attention]
        results = {}
        for kind in kinds:
            command = [sys.executable, __file__, case, "--child", "--attention", kind, "--seconds",
                       str(a.seconds), "--threads", str(a.threads), "--clip", str(a.clip)]
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            results[kind] = json.loads(output)
        fastest = max(results, key=lambda kind: results[kind]["tokens_per_s"])
        report[case] = results[fastest] | dict(attention=fastest)
        for kind, r in results.items() if not a.json else ():
            mark = " <- faster" if kind == fastest and len(results) > 1 else ""
            memory = f"peak {r['peak_mb']:.0f} MB (import torch alone {r['imported_mb']:.0f})"
            if case == "generate":
                speed = (f"{r['full_window']:.0f} tokens/s with a full window, "
                         f"{r['from_one_token']:.0f} for 500 tokens from one")
            else:
                speed = (f"{r['ms']:.1f} ms/step (best {r['best_ms']:.1f}, {r['steps']} steps), "
                         f"{r['tokens_per_s']:,.0f} tokens/s")
            print(f"{case:9} {kind:7} {r['parameters']:>10,} parameters  {speed}, {memory}{mark}",
                  flush=True)
    if a.json:
        print(json.dumps(report))


if __name__ == "__main__":
    main()
