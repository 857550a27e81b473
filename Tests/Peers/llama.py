"""llama.cpp, by whichever of its packages is installed: xllamacpp (wheels) or llama-cpp-python (compiled)."""

import json
import sys
import urllib.request


def load(path, threads, is_plain=True):
    """A model from a GGUF file. If it is plain, keys and values are kept in float32 and attention is worked out step
    by step, as the course does it; by default llama.cpp rounds them to 16 bits."""
    try:
        import xllamacpp
    except ImportError:
        import llama_cpp

        return Library(llama_cpp, path, threads, is_plain)
    return Server(xllamacpp, path, threads, is_plain)


class Server:
    """xllamacpp is llama-server inside of this process: what is asked here is what any llama-server answers."""

    def __init__(self, package, path, threads, is_plain):
        self.name = f"xllamacpp {package.__version__}"
        p = package.CommonParams()
        p.model.path, p.n_ctx, p.n_parallel, p.port, p.verbosity = path, 0, 1, 0, -1
        p.cpuparams.n_threads = p.cpuparams_batch.n_threads = threads
        if is_plain:
            p.cache_type_k = p.cache_type_v = package.ggml_type.GGML_TYPE_F32
            p.flash_attn_type = package.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self.server = package.Server(p)

    def ask(self, place, **question):
        request = urllib.request.Request(
            f"{self.server.listening_address}/{place}", json.dumps(question).encode(),
            {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def tokens(self, text, special):
        return self.ask("tokenize", content=text, parse_special=special, add_special=False)["tokens"]

    def complete(self, ids, count, ignores_end=False):
        return self.ask(
            "completion", prompt=ids, n_predict=count, temperature=0, top_k=1, return_tokens=True,
            cache_prompt=False, ignore_eos=ignores_end)

    def greedy(self, ids, count):
        return self.complete(ids, count)["tokens"]

    def prompt(self, messages):
        return self.ask("apply-template", messages=messages)["prompt"]

    def speed(self, prompt, count):
        """Tokens a second: of the prompt read at once, and of `count` tokens after it."""
        timings = self.complete(prompt, count, ignores_end=True)["timings"]
        return timings["prompt_per_second"], timings["predicted_per_second"]


class Library:
    """llama-cpp-python, the library's functions."""

    def __init__(self, package, path, threads, is_plain):
        self.name = f"llama-cpp-python {package.__version__}"
        kind = package.GGML_TYPE_F32 if is_plain else None
        self.model = package.Llama(
            path, n_ctx=0, n_threads=threads, n_threads_batch=threads, type_k=kind, type_v=kind, verbose=False)

    def tokens(self, text, special):
        return self.model.tokenize(text.encode(), add_bos=False, special=special)

    def choices(self, ids):
        return self.model.generate(ids, temp=0.0, top_k=1, repeat_penalty=1.0)

    def greedy(self, ids, count):
        end, chosen = self.model.token_eos(), []
        for token in self.choices(ids):
            if token == end or len(chosen) == count:
                break
            chosen.append(token)
        return chosen

    def prompt(self, messages):
        format = sys.modules["llama_cpp.llama_chat_format"]
        end = "<|endoftext|>"
        template = self.model.metadata["tokenizer.chat_template"]
        return format.Jinja2ChatFormatter(template, eos_token=end, bos_token=end)(messages=messages).prompt

    def speed(self, prompt, count):
        import time

        self.model.reset()
        start = time.perf_counter()
        choices = self.choices(prompt)
        next(choices)
        read = time.perf_counter()
        for _ in range(count):
            next(choices)
        return len(prompt) / (read - start), count / (time.perf_counter() - read)
