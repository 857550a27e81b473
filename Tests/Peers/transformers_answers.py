"""What Hugging Face's transformers make of a folder, for the tests of `gpt import` and `gpt export`.

    python3 Tests/Peers/transformers_answers.py make FOLDER <how.json        writes a random GPT-2 and its tokenizer
    python3 Tests/Peers/transformers_answers.py answer FOLDER <questions.json

`how` is {"corpus": [texts], "type": "float16", "parts": true, "ties": false, "activation": "gelu", "isOld": true};
`isOld` writes vocab.json and merges.txt alone. `questions` is {"texts": …, "prompts": [ids], "count": …,
"conversations": …}. Answers {"ids": …, "logits": …, "greedy": …, "prompts": …}: the logits after each prompt, or a
classifier's of each text.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def make(folder, how):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(how["corpus"], trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<|endoftext|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False))
    folder.mkdir()
    if how["isOld"]:
        tokenizer.model.save(str(folder))
    else:
        tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(3)
    # A vocabulary of 400, of which the last rows of the model have no token.
    model = transformers.GPT2LMHeadModel(transformers.GPT2Config(
        vocab_size=416, n_positions=32, n_embd=24, n_layer=2, n_head=3, initializer_range=0.2,
        activation_function=how["activation"], tie_word_embeddings=how["ties"], bos_token_id=0, eos_token_id=0))
    model.to(getattr(torch, how["type"])).save_pretrained(
        folder, max_shard_size="20KB" if how["parts"] else "1GB")


@torch.no_grad()
def answer(folder, questions):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    kind = getattr(transformers, json.loads((folder / "config.json").read_text())["architectures"][0])
    model = kind.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    isClassifier = kind is transformers.GPT2ForSequenceClassification
    texts = [tokenizer(text)["input_ids"] for text in questions["texts"]]
    inputs = [torch.tensor([ids]) for ids in (texts if isClassifier else questions["prompts"])]
    logits = [model(ids).logits for ids in inputs]
    return {
        "ids": texts,
        "logits": [(values[0] if isClassifier else values[0, -1]).tolist() for values in logits],
        "greedy": [] if isClassifier else [
            model.generate(
                ids, attention_mask=torch.ones_like(ids), max_new_tokens=questions["count"], do_sample=False,
                eos_token_id=0 if questions["ends"] is None else questions["ends"],
            )[0, ids.shape[1]:].tolist()
            for ids in inputs],
        "prompts": [
            tokenizer.apply_chat_template(messages, tokenize=False) for messages in questions["conversations"]],
    }


action, folder = sys.argv[1], Path(sys.argv[2])
words = json.load(sys.stdin)
if action == "make":
    make(folder, words)
else:
    print(json.dumps(answer(folder, words)))
