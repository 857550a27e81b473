#!/usr/bin/env python3
"""Measures anew what the course's pages quote of runs, chapter by chapter, into LANGUAGE.md.

    SOLUTIONS=all swift build -c release
    python3 .ci/measure.py FOLDER [--language en|pt-BR ...] [--only NAME ...] [--gpt PROGRAM]

Training runs are kept under FOLDER and not repeated, so it can be stopped and started again, and a
page's numbers can be traced to the run that they are from. All of it takes about half an hour for each
language on two cores. What is not here is said in the file: pages on speed come from `gpt bench`,
pictures and widgets from `course figures`.
"""
import argparse, json, os, subprocess, sys, time
from pathlib import Path

arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
arguments.add_argument("folder", type=Path)
arguments.add_argument("--language", nargs="*", default=["en", "pt-BR"])
arguments.add_argument("--only", nargs="*", help="main seeds 3 4 5 6 7 8")
arguments.add_argument("--gpt", type=Path, default=Path(".build/release/gpt"))
arguments = arguments.parse_args()
PROGRAM = arguments.gpt.resolve()
SOLUTIONS = Path("Solutions").resolve()
TASKS = ["findWho", "findWhere", "findWhat", "findWhen"]
TAUGHT = ["plural", "opposite", "classify", "count", "passive"]


def gpt(place, *words, name=None):
    """What a command prints. Its output is kept in the folder `place`, and the next time read."""
    place.mkdir(parents=True, exist_ok=True)
    kept = place / ((name or "-".join(words).replace("/", "_")[:120]) + ".txt")
    if not kept.exists():
        started = time.time()
        done = subprocess.run([PROGRAM, *words], cwd=place, text=True, capture_output=True)
        print(f"{time.time() - started:6.1f} s  {place.name}: gpt {' '.join(words)}", flush=True)
        if done.returncode:
            sys.exit(f"gpt {' '.join(words)} in {place}: {done.stderr}")
        kept.write_text(done.stdout)
    return kept.read_text()


def training(place, *words):
    """A run's folder, trained once."""
    gpt(place, *words)
    return next(path for path in sorted((place / "runs").iterdir()) if path.is_dir())


def read(run, file):
    return json.loads((run / f"{file}.json").read_text())


def mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers) if numbers else float("nan")


def spread(values, digits=3):
    low, high = (f"{value:.{digits}f}" for value in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---" * len(header) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def block(text):
    """What a command printed, without its progress."""
    lines = [line for line in text.splitlines() if "tokens/s" not in line and "steps/s" not in line]
    return "```\n" + "\n".join(lines).strip() + "\n```\n"


def around(losses, step):
    """The mean of the 50 steps around one; the step alone at 0, the last 50 at the end."""
    if step == 0:
        return losses[0]
    return mean(losses[-50:] if step >= len(losses) else losses[max(0, step - 25) : step + 25])


def losses_by_step(full, quick):
    """Chapter 5's table."""

    def columns(runs, step):
        metrics = [read(run, "metrics") for run in runs]
        trained = [[each["loss"] for each in one["steps"]] for one in metrics]
        measured = [
            each["validationLoss"]
            for one in metrics for each in one["evaluations"] if each["step"] == step
        ]
        if step > len(trained[0]):
            return ["", ""]
        return [
            spread([around(losses, step) for losses in trained], 2),
            spread(measured, 3) if measured else "–",
        ]

    last = len(read(full, "metrics")["steps"])
    steps = [step for step in (0, 50, 100, 250, 500, 1000, 2000, 3000) if step < last] + [last]
    rows = [[f"{step:,}"] + columns(quick, step) + columns([full], step) for step in steps]
    metrics = read(full, "metrics")
    bigram = metrics["bigramLoss"]
    losses = [each["loss"] for each in metrics["steps"]]
    norms = [each["gradientNorm"] for each in metrics["steps"]]
    passed = next((s for s in range(25, last - 25) if around(losses, s) < bigram), None)
    return table(["step", "quick: training", "validation", "full: training", "validation"], rows) + (
        f"\nBigram loss {bigram:.3f}, passed near step {passed}; gradient norm: first ten steps "
        f"{mean(norms[:10]):.1f}, after 500 {mean(norms[500:]):.2f}; above 1 in "
        f"{sum(n > 1 for n in norms[:100])} of the first 100 steps and "
        f"{100 * mean(n > 1 for n in norms[500:]):.2f} % of those after 500.\n")


def classifiers(full, quick):
    """Chapter 6's tables."""
    kept = read(full, "classification")
    others = [read(run, "classification") for run in quick]
    rows = []
    for index, one in enumerate(kept["comparison"]):
        rows.append([
            one["strategy"], f"{one['trainableParameterCount']:,}", f"{one['f1']:.3f}",
            f"{one['validationF1']:.3f}", f"{one['seconds']:.1f} s",
            spread([other["comparison"][index]["f1"] for other in others]),
        ])
    counts = kept["matrix"]["counts"]
    wrong = sum(sum(row) for row in counts) - sum(counts[i][i] for i in range(len(counts)))
    parts = [(0, 20), (40, 60), (40, 80), (200, 250)]
    means = [
        [f"{a} – {b - 1}", f"{mean(kept['losses'][a:b]):.3f}",
         spread([mean(other["losses"][a:b]) for other in others], 2)] for a, b in parts
    ]
    validation = {one["strategy"]: one["validationLoss"] for one in kept["comparison"]}
    return (
        table(["what learns", "parameters", "F1", "validation F1", "time", "quick: F1"], rows)
        + "\n" + table(["steps", "loss", "quick"], means)
        + f"\nKept: {kept['strategy']}; first loss {kept['losses'][0]:.3f}; its validation loss "
        f"{validation[kept['strategy']]:.4f}; {wrong} of {kept['testCount']} wrong.\n")


def assistants(full, quick):
    """Chapter 7's tables."""
    kept = read(full, "assistant")
    others = [read(run, "assistant") for run in quick]

    def exact(results, model, names):
        found = [one for one in results[model]["tasks"] if one["task"] in names]
        return sum(one["exactMatch"] * one["count"] for one in found) / sum(
            one["count"] for one in found)

    windows = [(0, 100), (100, 200), (300, 400), (1000, 1100)]
    windows.append((len(kept["losses"]) - 100, len(kept["losses"])))
    rows = [
        [f"{a + 1:,}–{b:,}", f"{mean(kept['losses'][a:b]):.3f}",
         spread([mean(o["losses"][a:b]) for o in others], 2) if b <= 400 else "–"]
        for a, b in windows
    ]
    text = table(["steps", "loss", "quick"], rows)
    text += f"\nThe first step alone: {kept['losses'][0]:.2f}.\n\n"
    everything = [[name] for name in TASKS] + [TAUGHT] + [TASKS + TAUGHT]
    rows = []
    for names in everything:
        title = names[0] if len(names) == 1 else "all" if len(names) == 9 else "taught"
        rows.append(
            [title] + [f"{exact(kept, model, names):.3f}" for model in ("base", "tuned")]
            + [spread([exact(other, model, names) for other in others])
               for model in ("base", "tuned")])
    rows += [[name] + [f"{exact(kept, model, [name]):.3f}" for model in ("base", "tuned")]
             + [spread([exact(other, model, [name]) for other in others])
                for model in ("base", "tuned")] for name in TAUGHT]
    text += table(["exact", "base", "tuned", "quick: base", "quick: tuned"], rows)
    text += "\nROUGE-L: " + " → ".join(
        f"{kept[model]['all']['rougeL']:.3f}" for model in ("base", "tuned")) + "\n\n"
    typed = kept["typedByHand"]
    rows = [
        [one["task"], one["count"], f"{one['exactMatch']:.3f}", f"{other['exactMatch']:.3f}"]
        for one, other in zip(typed["base"]["tasks"], typed["tuned"]["tasks"])
    ] + [["all", typed["base"]["all"]["count"]] + [
        f"{typed[model]['all']['exactMatch']:.3f}" for model in ("base", "tuned")]]
    return text + table(["typed by hand", "items", "base", "tuned"], rows)


def validation_loss(run):
    return read(run, "metrics")["evaluations"][-1]["validationLoss"]


def measure(language):
    folder = (arguments.folder / language).resolve()
    spoken = ["--language", language]
    wanted = lambda name: not arguments.only or name in arguments.only
    pages = []

    def page(title, text):
        pages.append(f"## {title}\n\n{text}")
        name = "-".join([language] + (arguments.only or []))
        (folder.parent / f"{name}.md").write_text("\n".join(pages))

    full = training(folder / "full-1", "run", *spoken)
    quick = [
        training(folder / f"quick-{seed}", "run", *spoken, "--quick", "--seed", str(seed))
        for seed in (1, 2, 3)
    ]
    if wanted("main"):
        page("README: the main job, seed 1", block(gpt(folder / "full-1", "run", *spoken)))
    if wanted("seeds"):
        runs = [full] + [
            training(folder / f"full-{seed}", "run", *spoken, "--seed", str(seed)) for seed in (2, 3)
        ]
        rows = []
        for seed, run in enumerate(runs, 1):
            spam = read(run, "classification")
            told = next(c for c in spam["comparison"] if c["strategy"] == spam["strategy"])
            assistant = read(run, "assistant")
            rows.append([
                seed, f"{validation_loss(run):.3f}", f"{told['f1']:.3f}",
                f"{assistant['tuned']['all']['exactMatch']:.3f}",
                f"{assistant['typedByHand']['tuned']['all']['exactMatch']:.3f}"])
        page("README: three seeds", table(
            ["seed", "validation loss", "F1", "exact", "typed by hand"], rows))
    if wanted("3"):
        rows = []
        for heads in ("1", "4", "16"):
            run = training(folder / f"heads-{heads}", "pretrain", *spoken, "--steps", "500",
                           "--heads", heads)
            rows.append([heads, f"{validation_loss(run):.3f}"])
        page("3: how many heads", table(["heads", "validation loss"], rows)
             + "\nThe heads' widths are read off the reports, by hand.\n")
    if wanted("4"):
        short = {
            seed: training(folder / f"short-{seed}", "pretrain", *spoken, "--steps", "300",
                           "--seed", str(seed)) for seed in (1, 2, 3)
        }
        rows = []
        for step in (1, 10, 30, 100, 200):
            rows.append([step, spread(
                [read(run, "metrics")["steps"][step - 1]["loss"] for run in short.values()], 2)])
        rows.append(["validation", spread([validation_loss(run) for run in short.values()], 2)])
        rows.append(
            ["bigram", spread([read(run, "metrics")["bigramLoss"] for run in short.values()], 2)])
        rows.append(["seed 1, validation", f"{validation_loss(short[1]):.3f}"])
        for title, words in (
            ("1 layer", ["--layers", "1"]), ("6 layers", ["--layers", "6"]),
            ("tied head", ["--tied-head"])
        ):
            run = training(folder / title.replace(" ", "-"), "pretrain", *spoken, "--steps", "300",
                           *words)
            rows.append([title, f"{validation_loss(run):.3f}"])
        greedy = gpt(folder / "short-1", "generate", "--temperature", "0")
        first = read(full, "metrics")["steps"][0]["loss"]
        page("4", f"The main job's first loss: {first:.2f}\n\n" + table(["step", "loss"], rows)
             + "\n" + block(greedy))
    if wanted("5"):
        rows = []
        for rate in ("0.03", "0.003", "0.0003"):
            run = training(
                folder / f"rate-{rate}", "pretrain", *spoken, "--steps", "300", "--accumulation", "4",
                "--dropout", "0", "--tied-head", "--vocabulary", "2048", "--learning-rate", rate)
            rows.append([rate, f"{validation_loss(run):.2f}"])
        code = folder / "code.txt"
        if not code.exists():
            code.write_text("".join(
                path.read_text() for path in sorted((SOLUTIONS / "05-Pretraining").glob("*.swift"))))
        run = training(folder / "code", "pretrain", "--text", str(code), "--vocabulary", "512",
                       "--steps", "1000", "--accumulation", "4")
        told = read(run, "metrics")
        page("5", losses_by_step(full, quick) + "\n" + table(["rate", "validation loss"], rows)
             + "\nBy heart: " + ", ".join(f"{e['validationLoss']:.2f}" for e in told["evaluations"])
             + f"; training {mean(s['loss'] for s in told['steps'][-50:]):.2f}\n")
    if wanted("6"):
        text = classifiers(full, quick)
        copy = folder / "classifier"
        if not copy.exists():
            subprocess.run(["cp", "-r", folder / "full-1", copy], check=True)
        text += "\nHead only, 12 epochs:\n" + block(
            gpt(copy, "classify", "train", "--strategy", "head", "--epochs", "12"))
        text += "\nEverything, thirty times the rate:\n" + block(
            gpt(copy, "classify", "train", "--strategy", "everything", "--learning-rate", "0.03"))
        training(folder / "untrained", "pretrain", *spoken, "--steps", "1", "--vocabulary", "2048")
        text += "\nWithout pretraining:\n" + block(gpt(folder / "untrained", "classify", "train"))
        message = {
            "en": "Your box came this morning. Come and get it on Monday.",
            "pt-BR": "Vamos almoçar no domingo?",
        }[language]
        text += block(gpt(folder / "full-1", "classify", "predict", message, name="predict"))
        page("6", text)
    if wanted("7"):
        text = assistants(full, quick)
        for title, words in (("passage", []), ("sections", ["--template", "sections"])):
            copy = folder / f"tuned-{title}"
            if not copy.exists():
                subprocess.run(["cp", "-r", folder / "full-1", copy], check=True)
            text += f"\nA short tuning, {title}:\n" + block(
                gpt(copy, "instruct", "--quick", "--no-comparison", *words, name=f"short-{title}"))
        text += block(gpt(folder / "full-1", "experiment", "loss-mask"))
        asked = {
            "en": ("Say the opposite.", "a fast cat"), "pt-BR": ("Diga o contrário.", "um gato rápido")
        }[language]
        for model in ([], ["--model", "pretrained"]):
            text += block(gpt(folder / "full-1", "ask", asked[0], "--passage", asked[1], *model))
        page("7", text)
    if wanted("8"):
        text = block(gpt(folder / "full-1", "evaluate"))
        for name in ("decoding", "chat", "hallucination", "reading", "data-size"):
            text += f"\n### {name}\n" + block(
                gpt(folder / "full-1", "experiment", name, *(spoken if name == "data-size" else [])))
        copy = folder / "preferring"
        if not copy.exists():
            subprocess.run(["cp", "-r", folder / "full-1", copy], check=True)
        text += "\n### prefer\n" + block(gpt(copy, "prefer"))
        page("8", text + "\nOther programs: the suites with torch and llama.cpp, by hand.\n")


for each in arguments.language:
    measure(each)
