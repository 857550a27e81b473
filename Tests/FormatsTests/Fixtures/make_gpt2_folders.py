"""Writes small folders as the Hugging Face hub has them for GPT-2, and what the reference makes of them.

    pip install torch transformers tokenizers safetensors
    python make_gpt2_folders.py

One model in three guises: `whole` (F32, one file, names under `transformer.`, merges as pairs), `parts` (F16, an
index and its parts, mask buffers, no tokenizer.json, no header in merges.txt, an added token) and `bare` (BF16, names
without the prefix, masks of U8, merges as strings, `n_ctx` alone). The numbers are sixteenths, which all three types
hold exactly, so that all give the same logits.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoModelForCausalLM, AutoTokenizer, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

root = Path(__file__).parent / "gpt2"
shutil.rmtree(root, ignore_errors=True)

# The tokenizer
text = ["Ana found a red kite in the park.", "Ontem, a raposa viu o lago: que coração!"] * 3
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
tokenizer.train_from_iterator(
    text,
    trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
tokenizer.add_special_tokens([AddedToken("<|pad|>", special=True)])
count = tokenizer.get_vocab_size()

# The model: eight places more than there are tokens, as in models that were filled up.
size = count + 7
config = GPT2Config(
    vocab_size=size, n_positions=16, n_embd=8, n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0
)
model = GPT2LMHeadModel(config).eval()
with torch.no_grad():
    for place, (name, parameter) in enumerate(model.named_parameters()):
        numbers = torch.arange(parameter.numel())
        parameter.copy_(((numbers * 2654435761 + place * 40503) // 65536 % 31 - 15).reshape(parameter.shape) / 16)
state = {name: tensor.clone() for name, tensor in model.state_dict().items() if name != "lm_head.weight"}

# whole
whole = root / "whole"
model.save_pretrained(whole)
PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, bos_token="<|endoftext|>", eos_token="<|endoftext|>", pad_token="<|pad|>"
).save_pretrained(whole)

# parts
parts = root / "parts"
parts.mkdir()
shutil.copy(whole / "config.json", parts / "config.json")
half = {name: tensor.half() for name, tensor in state.items()}
for layer in range(2):
    half[f"transformer.h.{layer}.attn.bias"] = torch.ones(1, 1, 16, 16, dtype=torch.bool).tril()
    half[f"transformer.h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
half["lm_head.weight"] = half["transformer.wte.weight"].clone()
names = sorted(half)
where = {}
for part in range(3):
    file = f"model-{part + 1:05d}-of-00003.safetensors"
    chosen = names[part::3]
    save_file({name: half[name].contiguous() for name in chosen}, parts / file, {"format": "pt"})
    where |= {name: file for name in chosen}
(parts / "model.safetensors.index.json").write_text(
    json.dumps({"metadata": {"total_size": 0}, "weight_map": where}, indent=1)
)
content = json.loads((whole / "tokenizer.json").read_text())
vocabulary = dict(content["model"]["vocab"])
pad = vocabulary.pop("<|pad|>", count - 1)
(parts / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
(parts / "merges.txt").write_text("".join(" ".join(pair) + "\n" for pair in content["model"]["merges"]))
(parts / "added_tokens.json").write_text(json.dumps({"<|pad|>": pad}))
(parts / "special_tokens_map.json").write_text(
    json.dumps({"eos_token": {"content": "<|endoftext|>"}, "pad_token": "<|pad|>"})
)

# bare
bare = root / "bare"
bare.mkdir()
brain = {name.removeprefix("transformer."): tensor.bfloat16() for name, tensor in state.items()}
for layer in range(2):
    brain[f"h.{layer}.attn.bias"] = torch.ones(1, 1, 16, 16, dtype=torch.uint8).tril()
save_file({name: tensor.contiguous() for name, tensor in brain.items()}, bare / "model.safetensors")
(bare / "config.json").write_text(
    json.dumps({"n_ctx": 16, "n_embd": 8, "n_layer": 2, "n_head": 2, "vocab_size": size})
)
content["model"]["merges"] = [" ".join(pair) for pair in content["model"]["merges"]]
(bare / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False))
for folder in [whole, parts, bare]:
    for extra in ["generation_config.json", "chat_template.jinja"]:
        (folder / extra).unlink(missing_ok=True)

# What the reference makes of them
reference = AutoTokenizer.from_pretrained(whole)
loaded = AutoModelForCausalLM.from_pretrained(whole).eval()
texts = ["Ana found the lake.", "  coração 🙂\n\n123's", "<|endoftext|>Ana<|pad|>"]
ids = [reference(one)["input_ids"] for one in texts]
prompt = ids[0][:8]
with torch.no_grad():
    logits = loaded(torch.tensor([prompt])).logits[0, -1]
    greedy = loaded.generate(
        torch.tensor([prompt]), max_new_tokens=6, do_sample=False, eos_token_id=size - 1, pad_token_id=0
    )[0].tolist()
(root / "expected.json").write_text(
    json.dumps(
        {
            "texts": texts, "ids": ids, "tokenCount": count, "prompt": prompt,
            "logits": [round(float(one), 6) for one in logits], "greedy": greedy,
        },
        ensure_ascii=False,
    )
)
for file in root.rglob("*.*"):
    file.chmod(0o644)
print(count, size, ids, greedy)
