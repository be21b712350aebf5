"""The usual torchvision script for a folder of photos, written well: ImageFolder, DataLoader workers, augmentation by
transforms, channels_last, the best weights by validation kept, the test set looked at once.

Reads one JSON object (argument 1): {"path", "layers", "size", "epochs", "batch", "seed", "learningRate", "momentum",
"weightDecay", "workers", "threads", "decodesOnce"}. Prints one JSON object: {"seconds", "epochSeconds",
"validationAccuracy", "testAccuracy", "testPhotos"}; `seconds` excludes the imports.

A folder with train/, val/ and test/ is used as it is; a folder of classes is split 70 : 15 : 15 by the seed.
`decodesOnce` keeps the decoded and resized photos in memory, which the usual script does not; the bench reports both.
"""

import copy
import json
import os
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset
from torchvision import transforms
from torchvision.datasets import ImageFolder
from torchvision.datasets.folder import default_loader

from torchModel import build_model


class Loader:
    """Opens a photo at training size; with `decodes_once`, from memory after the first time."""

    def __init__(self, size, decodes_once):
        self.size = size
        self.photos = {} if decodes_once else None

    def __call__(self, path):
        if self.photos is None:
            return self.open(path)
        if path not in self.photos:
            self.photos[path] = self.open(path)
        return self.photos[path]

    def open(self, path):
        photo = default_loader(path)
        return photo.resize((self.size, self.size), resample=2)


def transforms_of(size):
    ending = [transforms.ToTensor(), transforms.Normalize([0.5, 0.5, 0.5], [0.25, 0.25, 0.25])]
    augmenting = [
        transforms.RandomHorizontalFlip(),
        transforms.RandomAffine(
            degrees=15, translate=(0.1, 0.1), scale=(0.9, 1.1), interpolation=transforms.InterpolationMode.BILINEAR
        ),
        transforms.ColorJitter(brightness=0.2, contrast=0.2),
    ]
    return transforms.Compose(augmenting + ending), transforms.Compose(ending)


def parts_of(job, loader):
    """Training, validation and test sets; the training set augments."""
    augmenting, plain = transforms_of(job["size"])
    given = {"train": ["train"], "validation": ["val", "valid", "validation"], "test": ["test"]}
    folders = {
        part: next((os.path.join(job["path"], name) for name in names if os.path.isdir(os.path.join(job["path"], name))), None)
        for part, names in given.items()
    }
    if folders["train"] is not None:
        return (
            ImageFolder(folders["train"], augmenting, loader=loader),
            ImageFolder(folders["validation"], plain, loader=loader),
            ImageFolder(folders["test"], plain, loader=loader),
        )
    training, evaluation = (ImageFolder(job["path"], how, loader=loader) for how in (augmenting, plain))
    order = torch.randperm(len(training), generator=torch.Generator().manual_seed(job["seed"])).tolist()
    first, second = int(0.7 * len(order)), int(0.85 * len(order))
    return Subset(training, order[:first]), Subset(evaluation, order[first:second]), Subset(evaluation, order[second:])


def loaders_of(job, loader):
    workers = {"num_workers": job["workers"], "persistent_workers": job["workers"] > 0}
    training, validation, test = parts_of(job, loader)
    if job["decodesOnce"]:
        # Before the workers fork, so that they share the pictures.
        for part in (training, validation, test):
            inner, indices = (part.dataset, part.indices) if isinstance(part, Subset) else (part, range(len(part)))
            for index in indices:
                loader(inner.samples[index][0])
    classes = (training.dataset if isinstance(training, Subset) else training).classes
    return (
        len(classes),
        DataLoader(training, batch_size=job["batch"], shuffle=True, **workers),
        DataLoader(validation, batch_size=job["batch"], **workers),
        DataLoader(test, batch_size=job["batch"], num_workers=job["workers"]),
    )


@torch.no_grad()
def accuracy(model, batches):
    model.eval()
    correct = total = 0
    for photos, labels in batches:
        logits = model(photos.to(memory_format=torch.channels_last))
        correct += (logits.argmax(1) == labels).sum().item()
        total += len(labels)
    return correct / total, total


def train(job):
    torch.manual_seed(job["seed"])
    torch.set_num_threads(job["threads"])
    start = time.perf_counter()
    classes, training, validation, test = loaders_of(job, Loader(job["size"], job["decodesOnce"]))
    model = build_model(job["layers"], job["size"], classes).to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=job["learningRate"], momentum=job["momentum"], weight_decay=job["weightDecay"]
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, job["epochs"] * len(training))
    loss = nn.CrossEntropyLoss()
    best, best_weights, epoch_seconds = -1.0, None, []
    for _ in range(job["epochs"]):
        epoch_start = time.perf_counter()
        model.train()
        for photos, labels in training:
            optimizer.zero_grad(set_to_none=True)
            loss(model(photos.to(memory_format=torch.channels_last)), labels).backward()
            optimizer.step()
            schedule.step()
        reached, _ = accuracy(model, validation)
        if reached > best:
            best, best_weights = reached, copy.deepcopy(model.state_dict())
        epoch_seconds.append(time.perf_counter() - epoch_start)
    model.load_state_dict(best_weights)
    test_accuracy, test_photos = accuracy(model, test)
    return {
        "seconds": time.perf_counter() - start,
        "epochSeconds": epoch_seconds,
        "validationAccuracy": best,
        "testAccuracy": test_accuracy,
        "testPhotos": test_photos,
    }


if __name__ == "__main__":
    print(json.dumps(train(json.loads(sys.argv[1]))))
