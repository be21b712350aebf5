"""Builds a PyTorch module from a list of layers as our configs resolve them: [{"id": ..., "options": {...}}, ...].

One entry here for each layer that the bench's models use, written as a PyTorch user would write it. A max-pool after a
ReLU goes before it, as in our own graphs: the result is the same, and PyTorch is faster for it too.
"""

import math

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, main, shortcut):
        super().__init__()
        self.main = main
        self.shortcut = shortcut

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean(dim=(2, 3))


ACTIVATIONS = {
    "relu": lambda: nn.ReLU(inplace=True),
    "relu6": lambda: nn.ReLU6(inplace=True),
}

POOLS = {"max-pool2d": nn.MaxPool2d, "average-pool2d": nn.AvgPool2d}


def pair(value):
    return tuple(value) if isinstance(value, (list, tuple)) else (value, value)


def padding_of(options):
    """Explicit padding as given; "same" as PyTorch users write it: half of the kernel on each side."""
    padding = options.get("padding", "same")
    if padding == "valid":
        return (0, 0)
    if padding == "same":
        dilation = pair(options.get("dilation", 1))
        return tuple((size - 1) * apart // 2 for size, apart in zip(pair(options["kernel"]), dilation))
    return pair(padding)


def convolution(channels, options, filters, groups):
    return nn.Conv2d(
        channels,
        filters,
        pair(options["kernel"]),
        stride=pair(options.get("stride", 1)),
        padding=padding_of(options),
        dilation=pair(options.get("dilation", 1)),
        groups=groups,
        bias=options.get("bias", True),
    )


def residual(options, x, classes):
    if options["main"][0]["id"] in ACTIVATIONS:
        raise SystemExit("torchModel.py: an activation in place, first in a residual, would change the shortcut too")
    main, out = build_list(options["main"], x, classes)
    if options.get("shortcut"):
        shortcut, _ = build_list(options["shortcut"], x, classes)
    elif out.shape == x.shape:
        shortcut = nn.Identity()
    else:
        # The projection that the layer makes by itself where the shapes differ (ResNet's option B).
        stride = math.ceil(x.shape[2] / out.shape[2])
        projection = nn.Conv2d(x.shape[1], out.shape[1], 1, stride=stride, bias=False)
        shortcut = nn.Sequential(projection, nn.BatchNorm2d(out.shape[1]))
    return Residual(main, shortcut)


def build_layer(spec, x, classes):
    kind, options = spec["id"], spec.get("options") or {}
    channels = x.shape[1]
    if kind in ACTIVATIONS:
        return ACTIVATIONS[kind]()
    if kind in POOLS:
        stride = pair(options.get("stride") or options["size"])
        padding = padding_of({"padding": "valid", **options, "kernel": options["size"]})
        return POOLS[kind](pair(options["size"]), stride=stride, padding=padding)
    if kind == "conv2d":
        return convolution(channels, options, options["filters"], options.get("groups", 1))
    if kind == "depthwise-conv2d":
        return convolution(channels, options, channels * options.get("multiplier", 1), channels)
    if kind == "batch-norm":
        return nn.BatchNorm2d(channels, eps=options["epsilon"], momentum=1 - options["momentum"])
    if kind == "global-average-pool2d":
        return GlobalAveragePool()
    if kind == "flatten":
        return nn.Flatten()
    if kind == "dropout":
        return nn.Dropout(options["rate"])
    if kind == "dense":
        units = classes if options["units"] == "classes" else options["units"]
        return nn.Linear(channels, units, bias=options.get("bias", True))
    if kind == "residual":
        return residual(options, x, classes)
    raise SystemExit(f"torchModel.py has no layer {kind!r}: add it to build_layer")


def pooled_first(layers):
    ordered = list(layers)
    for i in range(len(ordered) - 1):
        if ordered[i]["id"] == "relu" and ordered[i + 1]["id"] == "max-pool2d":
            ordered[i], ordered[i + 1] = ordered[i + 1], ordered[i]
    return ordered


def build_list(layers, x, classes):
    """The layers in order, and what they make of x."""
    modules = []
    for spec in pooled_first(layers):
        module = build_layer(spec, x, classes)
        with torch.no_grad():
            x = module(x)
        modules.append(module)
    return nn.Sequential(*modules), x


def build_model(layers, size, classes):
    """The whole model for colour photos of size x size pixels."""
    model, _ = build_list(layers, torch.zeros(2, 3, size, size), classes)
    return model
