"""How fast llama.cpp runs GPT-2, for `gpt bench --peer`: CPU, random weights in F32 and Q8_0, so nothing is
downloaded. Needs gguf and one of xllamacpp and llama-cpp-python; without them it says so and measures nothing.

    python3 Tests/Peers/llama_speed.py
    options: --seconds 10  --threads 2  --prompt 512 (tokens)  --json (a JSON object)

A prompt is read at once (prefill), then one token at a time (decode), with llama.cpp's own defaults for all else.
Each kind runs in a fresh process, so that the peak memory is its own; medians of at least --seconds.
"""

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # No __pycache__ beside the tests.
VOCABULARY, CONTEXT, LAYERS, HEADS, WIDTH = 50257, 1024, 12, 12, 768
KINDS = {"F32": "", "Q8_0": "_q8"}


def write(path, kind):
    """GPT-2 of 124 million random weights. Its tokens are bytes, and names that stand for nothing."""
    import gguf
    import numpy as np

    random = np.random.default_rng(1)
    file = gguf.GGUFWriter(path, "gpt2")
    file.add_block_count(LAYERS)
    file.add_context_length(CONTEXT)
    file.add_embedding_length(WIDTH)
    file.add_feed_forward_length(4 * WIDTH)
    file.add_head_count(HEADS)
    file.add_layer_norm_eps(1e-5)
    file.add_tokenizer_model("gpt2")
    file.add_tokenizer_pre("gpt-2")
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    alphabet = [chr(b) for b in printable] + [chr(256 + i) for i in range(256 - len(printable))]
    names = alphabet + [f"<{i}>" for i in range(256, VOCABULARY - 1)] + ["<|endoftext|>"]
    file.add_token_list(names)
    file.add_token_types([1] * (VOCABULARY - 1) + [3])
    file.add_token_merges([f"{alphabet[0]} {alphabet[0]}"])
    file.add_eos_token_id(VOCABULARY - 1)

    def add(name, *shape):
        values = 0.02 * random.standard_normal(shape, dtype=np.float32)
        if kind == "Q8_0" and len(shape) == 2 and name != "position_embd.weight":
            type = gguf.GGMLQuantizationType.Q8_0
            file.add_tensor(name, gguf.quants.quantize(values, type), raw_dtype=type)
        else:
            file.add_tensor(name, values)

    add("token_embd.weight", VOCABULARY, WIDTH)
    add("position_embd.weight", CONTEXT, WIDTH)
    for i in range(LAYERS):
        for name, rows, columns in [
                ("attn_qkv", 3 * WIDTH, WIDTH), ("attn_output", WIDTH, WIDTH),
                ("ffn_up", 4 * WIDTH, WIDTH), ("ffn_down", WIDTH, 4 * WIDTH)]:
            add(f"blk.{i}.{name}.weight", rows, columns)
            add(f"blk.{i}.{name}.bias", rows)
        for name in ["attn_norm", "ffn_norm"]:
            add(f"blk.{i}.{name}.weight", WIDTH)
            add(f"blk.{i}.{name}.bias", WIDTH)
    add("output_norm.weight", WIDTH)
    add("output_norm.bias", WIDTH)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


def child(kind, prompt_length, seconds, threads):
    import llama

    # What the engine itself says goes to stderr: it writes past sys.stdout.
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/gpt2.gguf"
        # In a process of its own, too: the memory for the weights is not the engine's.
        subprocess.run([sys.executable, __file__, "--write", path, "--child", kind], check=True)
        model = llama.load(path, threads, is_plain=False)
        prompt = [i * 97 % (VOCABULARY - 1) for i in range(prompt_length)]
        model.speed(prompt, 8)
        speeds, begin = [], time.perf_counter()
        while len(speeds) < 3 or time.perf_counter() - begin < seconds:
            speeds.append(model.speed(prompt, 32))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    prefill, decode = (statistics.median(column) for column in zip(*speeds))
    json.dump(dict(engine=model.name, prefill=prefill, decode=decode, peak_mb=peak), output)
    output.flush()
    os._exit(0)  # A server within the process would go on.


def main():
    parser = argparse.ArgumentParser()
    for name, default in [("--seconds", 10.0), ("--threads", 2), ("--prompt", 512)]:
        parser.add_argument(name, type=type(default), default=default)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", choices=KINDS)
    parser.add_argument("--write")
    a = parser.parse_args()
    if a.write:
        return write(a.write, a.child)
    if a.child:
        return child(a.child, a.prompt, a.seconds, a.threads)
    is_there = {name: importlib.util.find_spec(name) for name in ["gguf", "xllamacpp", "llama_cpp"]}
    if not is_there["gguf"] or not (is_there["xllamacpp"] or is_there["llama_cpp"]):
        print("llama.cpp is not compared: it takes gguf and xllamacpp (or llama-cpp-python)", file=sys.stderr)
        print("{}" if a.json else "nothing measured")
        return
    report = {}
    for kind, suffix in KINDS.items():
        command = [sys.executable, __file__, "--child", kind, "--seconds", str(a.seconds), "--threads",
                   str(a.threads), "--prompt", str(a.prompt)]
        r = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for part in ["prefill", "decode"]:
            report[f"llama_{part}{suffix}"] = dict(tokens_per_s=r[part], peak_mb=r["peak_mb"], engine=r["engine"])
            if not a.json:
                print(f"{kind:5} {part:8} {r[part]:8.1f} tokens/s  ({r['engine']})", flush=True)
    if a.json:
        print(json.dumps(report))


if __name__ == "__main__":
    main()
