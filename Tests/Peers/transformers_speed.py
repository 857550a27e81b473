"""How fast Hugging Face transformers runs GPT-2, for `gpt bench --peer`: float32, CPU, random weights,
so nothing is downloaded. Needs PyTorch and transformers; without them it says so and measures nothing.

    python3 Tests/Peers/transformers_speed.py
    options: --seconds 10  --threads 2  --prompt 512 (tokens)  --json (a JSON object)

A prompt is read at once (prefill), then one token at a time with use_cache=True (decode), each decode
after the same prompt. Medians of at least --seconds for each of the library's ways to attend, in turns;
the fastest is reported.
"""

import argparse
import json
import resource
import statistics
import sys
import time


def measure(attention, prompt_length, seconds, torch, transformers):
    torch.manual_seed(1)
    config = transformers.GPT2Config(attn_implementation=attention)
    model = transformers.GPT2LMHeadModel(config).eval()
    prompt = torch.randint(config.vocab_size, (1, prompt_length))
    token = torch.randint(config.vocab_size, (1, 1))
    prefills, decodes = [], []
    with torch.inference_mode():

        def prefill():
            # Only the last token's logits are asked for, as generate() does.
            return model(prompt, use_cache=True, logits_to_keep=1).past_key_values

        prefill()
        begin = time.perf_counter()
        while len(prefills) < 3 or time.perf_counter() - begin < seconds / 2:
            start = time.perf_counter()
            cache = prefill()
            prefills.append(time.perf_counter() - start)
        begin = time.perf_counter()
        while len(decodes) < 10 or time.perf_counter() - begin < seconds / 2:
            start = time.perf_counter()
            model(token, past_key_values=cache, use_cache=True, logits_to_keep=1)
            decodes.append(time.perf_counter() - start)
            cache.crop(-1)
    return dict(gpt2_prefill=prompt_length / statistics.median(prefills),
                gpt2_decode=1 / statistics.median(decodes[2:]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args()
    try:
        import torch
        import transformers
    except ImportError as error:
        print(f"{error.name} is not installed: GPT-2 is not compared", file=sys.stderr)
        print("{}" if a.json else "nothing measured")
        return
    torch.set_num_threads(a.threads)
    transformers.logging.set_verbosity_error()
    best = {}
    for attention in ["sdpa", "eager"]:
        result = measure(attention, a.prompt, a.seconds, torch, transformers)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for name, speed in result.items():
            if not a.json:
                print(f"{name:13} {attention:6} {speed:8.1f} tokens/s", flush=True)
            if speed > best.get(name, {}).get("tokens_per_s", 0):
                best[name] = dict(tokens_per_s=speed, peak_mb=peak, attention=attention)
    if a.json:
        print(json.dumps(best))


if __name__ == "__main__":
    main()
