#!/usr/bin/env python3
"""Measures anew what the course's pages quote of training runs, chapter by chapter.

    SOLUTIONS=all swift build -c release
    python3 .ci/measure.py FOLDER [--language en pt-BR] [--only main seeds 3 4 5 6 7 8] [--gpt PROGRAM]

Writes FOLDER/LANGUAGE.md; with --only a file named after the parts, since it holds no others. What a
command printed is kept under FOLDER and not measured twice, so a measurement that was stopped goes on,
and a number on a page can be traced to its run. A FOLDER is for one program: another one measures
otherwise. English took 24 minutes on two cores of a Zen 5 (AVX-512) that were building as well.

Not measured here: speed (`gpt bench`), pictures and widgets (`course figures`), how widely heads look
(chapter 3, read off the reports), and what torch and llama.cpp make of an export (chapter 8, the tests).
"""
import argparse, hashlib, json, shutil, subprocess, sys, time
from pathlib import Path

PARTS = ["main", "seeds", "3", "4", "5", "6", "7", "8"]
arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
arguments.add_argument("folder", type=Path)
arguments.add_argument("--language", nargs="*", default=["en", "pt-BR"], choices=["en", "pt-BR"])
arguments.add_argument("--only", nargs="*", default=[], choices=PARTS)
arguments.add_argument("--gpt", type=Path, default=Path(".build/release/gpt"))
arguments = arguments.parse_args()
PROGRAM = arguments.gpt.resolve()
SOLUTIONS = Path("Solutions").resolve()
# What seed 1 is asked on the pages: 6.5; 7.1; 8.1 to 8.3.
MESSAGE = {
    "en": "Your box came this morning. Come and get it on Monday.",
    "pt-BR": "Vamos almoçar no domingo?",
}
OPPOSITE = {
    "en": ("Say the opposite.", "a fast cat"), "pt-BR": ("Escreva o contrário.", "um lenço seco")
}
BEGINNING = {"en": "One morning", "pt-BR": "Certa manhã"}
NOTES = {
    "en": [
        "Anna found a kite in the park. She gave it to Ben.", "Bruno washed the car on Monday."],
    "pt-BR": [
        "Ana achou uma pipa no parque. Ela deu a pipa para Bruno.",
        "Bruno lavou o carro na segunda-feira."],
}
FOUND = {"en": "Where did Anna find the kite?", "pt-BR": "Onde Ana encontrou a pipa?"}
UNTOLD = {"en": "Where did Bruno fly?", "pt-BR": "Onde Bruno voou?"}
TASKS = ["findWho", "findWhere", "findWhat", "findWhen"]
TAUGHT = ["plural", "opposite", "classify", "count", "passive"]


def require_same_program():
    """Kept results of another program would pass for this one's."""
    if not PROGRAM.exists():
        sys.exit(f"There is no {PROGRAM}: build it with SOLUTIONS=all swift build -c release.")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    kept = arguments.folder / "program.txt"
    mark = hashlib.sha256(PROGRAM.read_bytes()).hexdigest()
    if kept.exists() and kept.read_text() != mark:
        sys.exit(f"{arguments.folder} was measured with another program: name a new folder.")
    kept.write_text(mark)


def file_of(place, words):
    return place / ("-".join(words).replace("/", "_")[:120] + ".txt")


def gpt(place, *words):
    """What a command prints. Its output is kept in the folder `place`, and the next time read."""
    kept = file_of(place, words)
    if not kept.exists():
        place.mkdir(parents=True, exist_ok=True)
        started = time.time()
        done = subprocess.run([PROGRAM, *words], cwd=place, text=True, capture_output=True)
        print(f"{time.time() - started:6.1f} s  {place.name}: gpt {' '.join(words)}", flush=True)
        if done.returncode:
            sys.exit(f"gpt {' '.join(words)} in {place}: {done.stderr}")
        kept.write_text(done.stdout)
    return kept.read_text()


def training(place, *words):
    """A run's folder, trained once; one that was stopped begins again."""
    if not file_of(place, words).exists():
        shutil.rmtree(place, ignore_errors=True)
    gpt(place, *words)
    return next(path for path in (place / "runs").iterdir() if path.is_dir())


def copied(run, place):
    """A folder in which a command may replace a part of the run."""
    if not place.exists():
        unfinished = place.with_name(place.name + ".partial")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(run, unfinished / "runs" / run.name)
        unfinished.rename(place)
    return place


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
    groups = {name: [name] for name in TASKS} | {"taught": TAUGHT, "all": TASKS + TAUGHT}
    rows = [
        [title] + [f"{exact(kept, model, names):.3f}" for model in ("base", "tuned")]
        + [spread([exact(other, model, names) for other in others]) for model in ("base", "tuned")]
        for title, names in (groups | {name: [name] for name in TAUGHT}).items()
    ]
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
    home = folder / "full-1"
    wanted = arguments.only or PARTS
    pages = []

    def page(title, text):
        pages.append(f"## {title}\n\n{text}")
        name = "-".join([language] + arguments.only)
        (folder.parent / f"{name}.md").write_text("\n".join(pages))

    full = training(home, "run", *spoken)
    quick = [
        training(folder / f"quick-{seed}", "run", *spoken, "--quick", "--seed", str(seed))
        for seed in (1, 2, 3)
    ]
    if "main" in wanted:
        page("README: the main job, seed 1", block(gpt(home, "run", *spoken)))
    if "seeds" in wanted:
        runs = [full] + [
            training(folder / f"full-{seed}", "run", *spoken, "--seed", str(seed)) for seed in (2, 3)
        ]
        rows = []
        for seed, run in enumerate(runs, 1):
            spam = read(run, "classification")
            kept = next(c for c in spam["comparison"] if c["strategy"] == spam["strategy"])
            assistant = read(run, "assistant")
            rows.append([
                seed, f"{validation_loss(run):.3f}", f"{kept['f1']:.3f}",
                f"{assistant['tuned']['all']['exactMatch']:.3f}",
                f"{assistant['typedByHand']['tuned']['all']['exactMatch']:.3f}"])
        page("README: three seeds", table(
            ["seed", "validation loss", "F1", "exact", "typed by hand"], rows))
    if "3" in wanted:
        rows = []
        for heads in ("1", "4", "16"):
            run = training(folder / f"heads-{heads}", "pretrain", *spoken, "--steps", "500",
                           "--heads", heads)
            rows.append([heads, f"{validation_loss(run):.3f}"])
        page("3: how many heads", table(["heads", "validation loss"], rows))
    if "4" in wanted:
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
    if "5" in wanted:
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
        by_heart = read(run, "metrics")
        page("5", losses_by_step(full, quick) + "\n" + table(["rate", "validation loss"], rows)
             + "\nBy heart: " + ", ".join(f"{e['validationLoss']:.2f}" for e in by_heart["evaluations"])
             + f"; training {mean(s['loss'] for s in by_heart['steps'][-50:]):.2f}\n")
    if "6" in wanted:
        text = classifiers(full, quick)
        copy = copied(full, folder / "classifier")
        text += "\nHead only, 12 epochs:\n" + block(
            gpt(copy, "classify", "train", "--strategy", "head", "--epochs", "12"))
        text += "\nEverything, thirty times the rate:\n" + block(
            gpt(copy, "classify", "train", "--strategy", "everything", "--learning-rate", "0.03"))
        training(folder / "untrained", "pretrain", *spoken, "--steps", "1", "--vocabulary", "2048")
        text += "\nWithout pretraining:\n" + block(gpt(folder / "untrained", "classify", "train"))
        text += block(gpt(home, "classify", "predict", MESSAGE[language]))
        page("6", text)
    if "7" in wanted:
        text = assistants(full, quick)
        for title, words in (("passage", []), ("sections", ["--template", "sections"])):
            copy = copied(full, folder / f"tuned-{title}")
            text += f"\nA short tuning, {title}:\n" + block(
                gpt(copy, "instruct", "--quick", "--no-comparison", *words))
        text += block(gpt(home, "experiment", "loss-mask"))
        instruction, passage = OPPOSITE[language]
        for model in ([], ["--model", "pretrained"]):
            text += block(gpt(home, "ask", instruction, "--passage", passage, *model))
        page("7", text)
    if "8" in wanted:
        text = block(gpt(home, "evaluate"))
        for name in ("decoding", "chat", "hallucination", "reading", "data-size"):
            text += f"\n### {name}\n" + block(
                gpt(home, "experiment", name, *(spoken if name == "data-size" else [])))
        text += "\n### prefer\n" + block(gpt(copied(full, folder / "preferring"), "prefer"))
        text += "\n### texts and answers\n"
        for way in (["--temperature", "0"], ["--temperature", "0", "--int8"], ["--beams", "4"]):
            text += block(gpt(home, "generate", "--prompt", BEGINNING[language], *way))
        notes = home / "notes"
        notes.mkdir(exist_ok=True)
        for number, note in enumerate(NOTES[language], 1):
            (notes / f"{number}.txt").write_text(note)
        for question in (FOUND[language], UNTOLD[language]):
            text += block(gpt(home, "ask", question, "--documents", "notes"))
        page("8", text)


require_same_program()
for each in arguments.language:
    measure(each)
