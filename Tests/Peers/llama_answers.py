"""What llama.cpp makes of a GGUF file, for the tests of `gpt export`: ids, greedy tokens, prompts.

    echo '{"texts": ["Ana ran."], "prompts": [[11, 12]], "count": 20, "conversations": [[{"role": "user", …}]]}' \\
        | python3 Tests/Peers/llama_answers.py FILE.gguf

Writes {"engine": …, "ids": …, "plainIDs": …, "greedy": …, "prompts": …}; `ids` has special tokens where a text
has their names, `plainIDs` has not. Without an argument it
fails where neither package is installed.
"""

import importlib.util
import json
import os
import sys

sys.dont_write_bytecode = True  # No __pycache__ beside the tests.
import llama

if len(sys.argv) == 1:
    sys.exit(not any(importlib.util.find_spec(name) for name in ["xllamacpp", "llama_cpp"]))
# What the engine itself says goes to stderr: it writes past sys.stdout.
output = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
questions = json.load(sys.stdin)
model = llama.load(sys.argv[1], threads=1)
json.dump(
    {
        "engine": model.name,
        "ids": [model.tokens(text, True) for text in questions["texts"]],
        "plainIDs": [model.tokens(text, False) for text in questions["texts"]],
        "greedy": [model.greedy(ids, questions["count"]) for ids in questions["prompts"]],
        "prompts": [model.prompt(messages) for messages in questions["conversations"]],
    },
    output)
output.flush()
os._exit(0)  # A server within the process would go on.
