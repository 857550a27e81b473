"""The matrix product's inner loops for every kind of processor, whichever one is at hand.

    python3 Tests/TensorKernelsTests/Tiles/check_tiles.py

1. Compiles the kernels with Embedded Swift, whose modules for aarch64 and x86-64 come with the toolchain: for
   arm64 (Apple silicon, small boards), for AVX2 (-march=x86-64-v3) and for AVX-512 (x86-64-v4).
2. Reads the assembly: a tile's inner loop has as many multiply-adds as the tile has registers of sums, and
   nothing goes to the stack. On arm64 each takes one lane of a register (`fmla v0.4s, v1.4s, v2.s[0]`).
3. Runs the products for arm64 against their naive twins on an emulator. Needs Debian's qemu-user,
   gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.

What is missing is told as skipped. Ends with status 1 where something is wrong.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
KERNELS = HERE.parents[2] / "Sources" / "TensorKernels"
FILES = ["Tile", "Vector", "MicroKernel", "Packing", "MatrixProduct", "MatrixProduct+Naive", "MatrixOperand",
         "Lanes", "Row", "Row+Reductions", "VectorMatrixProduct"]

# What the compiler is told, how a multiply-add of a tile looks, and how many of them a step of depth of the
# whole and of the narrower tiles has.
PROCESSORS = {
    "arm64": (["-target", "aarch64-none-none-elf"], r"\bfmla\s+v\d+\.4s, v\d+\.4s, v\d+\.s\[\d\]", {24, 16, 8}),
    "AVX2": (["-target", "x86_64-unknown-none-elf", "-Xcc", "-march=x86-64-v3", "-D", "AVX2"],
             r"\bvfmadd\d+ps\s.*%ymm", {12, 6}),
    "AVX-512": (["-target", "x86_64-unknown-none-elf", "-Xcc", "-march=x86-64-v4", "-D", "AVX512"],
                r"\bvfmadd\d+ps\s.*%zmm", {16, 8}),
}


def compile(flags, output, kind):
    sources = [str(KERNELS / f"{name}.swift") for name in FILES]
    sources += [str(HERE / "StandIns.swift"), str(HERE / "Check.swift")]
    subprocess.run(
        ["swiftc", "-O", "-wmo", *flags, "-parse-as-library", "-enable-experimental-feature", "Embedded",
         "-enable-experimental-feature", "Extern", "-module-name", "TensorKernels", "-package-name", "kernels",
         kind, *sources, "-o", str(output)], check=True)


def inner_loops(assembly):
    """The bodies of those loops of the tile's function that have no other loop inside: other products have
    loops with as many multiply-adds."""
    lines, inside = [], False
    for line in assembly.splitlines():
        if re.match(r'[^\s.#/][^\s]*:', line):
            inside = "12multiplyTile" in line
        if inside:
            lines.append(line)
    labels, loops = {}, []
    for number, line in enumerate(lines):
        label = re.match(r"(\.LBB\w+):", line)
        if label:
            labels[label[1]] = number
        branch = re.match(r"\s+(?:b(?:\.\w+)?|cbn?z|tbn?z|j\w+)\s.*?(\.LBB\w+)", line)
        if branch and branch[1] in labels:
            loops.append((labels[branch[1]], number))
    return [lines[start:end + 1] for start, end in loops
            if not any(start <= s and e <= end and (s, e) != (start, end) for s, e in loops)]


def read(name, assembly, multiply_add, wanted):
    found = set()
    for body in inner_loops(assembly):
        adds = sum(bool(re.search(multiply_add, line)) for line in body)
        if adds not in wanted:
            continue
        stack = sum(bool(re.search(r"\[sp\b|\[x29\b|\(%rsp|\(%rbp", line)) for line in body)
        if stack == 0:
            found.add(adds)
            print(f"{name}: {adds} multiply-adds in {len(body)} instructions, none to the stack")
    if found != wanted:
        sys.exit(f"{name}: no inner loop of {sorted(wanted - found)} multiply-adds stays in registers")


def main():
    if not shutil.which("swiftc"):
        print("skipped: no swiftc")
        return
    modules = pathlib.Path(shutil.which("swiftc")).resolve().parents[1] / "lib/swift/embedded"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, (flags, multiply_add, wanted) in PROCESSORS.items():
            if not (modules / flags[1]).exists() and not (modules / f"Swift.swiftmodule/{flags[1]}.swiftmodule").exists():
                print(f"skipped: this toolchain has no Embedded Swift for {flags[1]}")
                continue
            compile(flags, folder / "kernels.s", "-emit-assembly")
            read(name, (folder / "kernels.s").read_text(), multiply_add, wanted)

            if name == "arm64":
                compiler, emulator = shutil.which("aarch64-linux-gnu-gcc"), shutil.which("qemu-aarch64")
                if not compiler or not emulator:
                    print("skipped: to run them needs aarch64-linux-gnu-gcc and qemu-aarch64")
                    continue
                compile(flags, folder / "kernels.o", "-c")
                subprocess.run([compiler, "-static-pie", folder / "kernels.o", "-o", folder / "kernels"], check=True)
                subprocess.run([emulator, folder / "kernels"], check=True, timeout=300)


if __name__ == "__main__":
    main()
