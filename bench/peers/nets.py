"""The nets that our side wrote: weights and biases of each layer, from a safetensors file."""

import json
import struct
from pathlib import Path

import numpy as np


def layers(folder: str, name: str) -> list[tuple[np.ndarray, np.ndarray]]:
    data = (Path(folder) / f"{name}.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])

    def tensor(key: str) -> np.ndarray:
        start, end = header[key]["data_offsets"]
        numbers = np.frombuffer(data[8 + length + start : 8 + length + end], "<f4")
        return numbers.reshape(header[key]["shape"]).copy()

    count = sum(key.endswith(".weight") for key in header)
    return [(tensor(f"layers.{i}.weight"), tensor(f"layers.{i}.bias")) for i in range(count)]


def peak() -> float:
    """Peak resident memory of this process, in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
