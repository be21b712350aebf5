"""Training steps of PyTorch on request: a JSON object a line on standard input, an answer a line on standard output.

  {"do": "versions"}                                    -> {"torch": ..., "python": ...}
  {"do": "prepare", "model": NAME, "layers": [...], "size": 64, "batch": 32, "classes": 10, "threads": 2}
                                                        -> {"prepared": true}
  {"do": "check", "model": NAME, "weights": [{"shape": [...], "base64": float32s}, ...], "pixels": base64 of bytes}
                                                        -> {"losses": [...]}: of the first steps from those weights
  {"do": "run", "model": NAME, "layout": "contiguous" | "channels_last", "steps": N}
                                                        -> {"ms": [...], "cpu_ms": processor time of all threads, a step}
"""

import base64
import json
import platform
import sys
import time

import numpy
import torch
from torch import nn

from torchModel import build_model

LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
CHECKED_STEPS = 3
prepared = {}


class Training:
    """A model in one memory layout with its optimiser and one batch, ready to step."""

    def __init__(self, request, layout):
        torch.manual_seed(0)
        model = build_model(request["layers"], request["size"], request["classes"])
        self.model = model.to(memory_format=LAYOUTS[layout]).train()
        self.loss = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9)
        photos = torch.randn(request["batch"], 3, request["size"], request["size"])
        self.photos = photos.to(memory_format=LAYOUTS[layout])
        self.labels = torch.arange(request["batch"]) % request["classes"]

    def step_ms(self):
        start = time.perf_counter()
        self.step()
        return (time.perf_counter() - start) * 1000

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(self.photos), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def load(self, weights, pixels):
        """Takes our first weights, in their order, and our photos, normalised as our step does."""
        parameters = list(self.model.parameters())
        if [list(p.shape) for p in parameters] != [w["shape"] for w in weights]:
            raise SystemExit("torchStep.py: the weights of the two models differ in shape or order")
        with torch.no_grad():
            for parameter, weight in zip(parameters, weights):
                numbers = numpy.frombuffer(base64.b64decode(weight["base64"]), dtype=numpy.float32)
                parameter.copy_(torch.from_numpy(numbers.copy()).reshape(weight["shape"]))
            photos = numpy.frombuffer(base64.b64decode(pixels), dtype=numpy.uint8).astype(numpy.float32)
            self.photos.copy_(torch.from_numpy((photos / 255 - 0.5) / 0.25).reshape(self.photos.shape))


def answer(request):
    if request["do"] == "versions":
        return {"torch": torch.__version__, "python": platform.python_version()}
    if request["do"] == "prepare":
        torch.set_num_threads(request["threads"])
        trainings = {layout: Training(request, layout) for layout in LAYOUTS}
        prepared[request["model"]] = trainings
        return {"prepared": True}
    if request["do"] == "check":
        training = prepared[request["model"]]["contiguous"]
        training.load(request["weights"], request["pixels"])
        return {"losses": [training.step().item() for _ in range(CHECKED_STEPS)]}
    training = prepared[request["model"]][request["layout"]]
    start = time.process_time()
    times = [training.step_ms() for _ in range(request["steps"])]
    return {"ms": times, "cpu_ms": (time.process_time() - start) * 1000 / request["steps"]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
