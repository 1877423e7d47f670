"""What is rewritten in a converted embedding model, so that it is right, and fast in int8.

It is done in OpenVINO's graph, so that any model that has such parts is served.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import openvino

# How many numbers of an activation share a scale in int8, the fastest first.
_GROUPS = (192, 128)
# What is larger than anything of the sample is cut off at so much more.
_MARGIN = 1.1
_LEVELS = 256
_UNSEEN = -10_000.0


def find_the_first(converted: "openvino.Model") -> None:
    """Lets every search for a largest number return the first of equal ones, as torch does.

    So is the last token found whose vector is that of a text: as the last that is no padding.
    """
    from openvino import opset13

    for op in converted.get_ops():
        if op.get_type_name() == "TopK":
            wanted = op.get_attributes() | {"sort": "value", "stable": True}
            first = opset13.topk(op.input_value(0), op.input_value(1), **wanted)
            for output in (0, 1):
                op.output(output).replace(first.output(output))


def compress_weights(converted: "openvino.Model") -> int:
    """Stores the weights of every linear layer in int8, one scale for each output.

    A layer of one output stays as it is: in bfloat16 and with several streams, OpenVINO computes it
    wrongly.

    Activations are then quantised while it computes, a group of a row at a time. Returns of how
    many numbers: the first of `_GROUPS` that every row can be divided into.
    """
    from openvino import opset13

    layers = _linear_layers(converted)
    widths = [weights.shape[inputs] for _, weights, inputs in layers]
    dividing = (group for group in _GROUPS if not any(width % group for width in widths))
    for product, weights, inputs in layers:
        values = weights.data.astype(np.float32)
        scale = np.maximum(np.abs(values).max(axis=inputs, keepdims=True) / 127, 1e-12)
        rounded = opset13.constant(np.round(values / scale).astype(np.int8))
        restored = opset13.multiply(opset13.convert(rounded, "f32"), opset13.constant(scale))
        product.input(1).replace_source_output(restored.output(0))
    converted.validate_nodes_and_infer_types()
    return next(dividing, _GROUPS[-1])


def _linear_layers(
    converted: "openvino.Model",
) -> list[tuple["openvino.Node", "openvino.Node", int]]:
    """Returns each product with constant weights, these, and which of their axes is the inputs'."""
    products = [op for op in converted.get_ordered_ops() if op.get_type_name() == "MatMul"]
    found = [
        (op, op.input_value(1).get_node(), 1 if op.get_attributes()["transpose_b"] else 0)
        for op in products
    ]
    return [
        (op, weights, inputs)
        for op, weights, inputs in found
        if weights.get_type_name() == "Constant"
        and len(weights.shape) == 2
        and min(weights.shape) > 1
    ]


def quantise_attention(converted: "openvino.Model", sample: Sequence[NDArray[Any]]) -> None:
    """Lets attention compute in int8, with scales fixed by what some texts come to.

    Queries, keys and values share a scale each in a layer; probabilities have 255 steps. A layer
    that is not the usual one, over all tokens of a text by heads of one width, stays as it is.
    """
    from openvino import opset13

    layers = [op for op in converted.get_ordered_ops() if _is_usual(op)]
    for layer in layers:
        _centre_values(layer)
    for layer, limits in zip(layers, _largest(converted, layers, sample), strict=True):
        query, key, value = (
            _rounded(layer.input_value(i), -limit * _LEVELS / (_LEVELS - 2), limit)
            for i, limit in enumerate(limits)
        )
        scores = opset13.multiply(opset13.matmul(query, key, False, True), _scale(layer))
        probabilities = opset13.softmax(opset13.add(scores, _mask(layer)), -1)
        rounded = _rounded(probabilities.output(0), 0.0, 1.0)
        layer.output(0).replace(opset13.matmul(rounded, value, False, False).output(0))
    converted.validate_nodes_and_infer_types()


def _is_usual(op: "openvino.Node") -> bool:
    """Says whether `op` is attention (b, h, n, d) with a mask, whose values are split just before.

    They come to it from a linear layer by one reshape, into heads, and one transposition.
    """
    if op.get_type_name() != "ScaledDotProductAttention" or op.get_input_size() < 4:
        return False
    transposed = op.input_value(2).get_node()
    split = transposed.input_value(0).get_node() if transposed.get_input_size() else transposed
    return (
        not op.get_attributes()["causal"]
        and [transposed.get_type_name(), split.get_type_name()] == ["Transpose", "Reshape"]
        and all(len(node.output(0).get_target_inputs()) == 1 for node in (transposed, split))
        and split.input_value(0).get_partial_shape().rank == 3
        and all(size.is_static for size in list(op.get_output_partial_shape(0))[1::2])
    )


def _centre_values(layer: "openvino.Node") -> None:
    """Lets attention sum up what values differ from a mean by, and adds the mean afterwards.

    The probabilities p of a token sum up to 1, so that p v = p (v - m) + m for any m. Where most of
    them are below one step, as in a text of one word, what they lose is no more than differences.
    """
    from openvino import opset13

    users = layer.output(0).get_target_inputs()
    split = layer.input_value(2).get_node().input_value(0).get_node()
    values = split.input_value(0)
    # Over padding too, which is faster than without it.
    mean = opset13.reduce_mean(values, opset13.constant([1]), keep_dims=True)
    split.input(0).replace_source_output(opset13.subtract(values, mean).output(0))
    _, heads, _, width = (size.max_length for size in layer.get_output_partial_shape(0))
    mean_by_head = opset13.reshape(mean, opset13.constant([0, heads, 1, width]), True)
    whole = opset13.add(layer.output(0), mean_by_head)
    for user in users:
        user.replace_source_output(whole.output(0))


def _largest(
    converted: "openvino.Model", layers: list["openvino.Node"], sample: Sequence[NDArray[Any]]
) -> NDArray[np.float32]:
    """Returns the largest absolute query, key and value of each layer (l, 3), and some more."""
    import openvino
    from openvino import opset13

    inputs = [layer.input_value(i) for layer in layers for i in range(3)]
    if not inputs:
        return np.empty((0, 3), np.float32)
    axes = opset13.constant(np.arange(4))
    largest = [opset13.result(opset13.reduce_max(opset13.abs(each), axes)) for each in inputs]
    measuring = openvino.Model(largest, converted.get_parameters(), "measuring")
    compiled = openvino.Core().compile_model(measuring, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    found = compiled(list(sample))
    return _MARGIN * np.array([found[i] for i in range(len(largest))], np.float32).reshape(-1, 3)


def _rounded(values: "openvino.Output", low: float, high: float) -> "openvino.Node":
    """Returns what the compiler reads as int8: values rounded to one of 256 steps."""
    from openvino import opset13

    ends = [opset13.constant(np.float32(end)) for end in (low, high)]
    return opset13.fake_quantize(values, *ends, *ends, _LEVELS)


def _scale(layer: "openvino.Node") -> "openvino.Output":
    """Returns what the scores of an attention layer are multiplied by."""
    from openvino import opset13

    if layer.get_input_size() > 4:
        return layer.input_value(4)
    width = layer.get_output_partial_shape(0)[3].get_length()
    return opset13.constant(np.float32(width**-0.5)).output(0)


def _mask(layer: "openvino.Node") -> "openvino.Output":
    """Returns the mask of an attention layer as what is added to its scores."""
    from openvino import opset13

    mask = layer.input_value(3)
    if mask.get_element_type().is_real():
        return mask
    seen, unseen = (opset13.constant(np.float32(added)) for added in (0.0, _UNSEEN))
    return opset13.select(mask, seen, unseen).output(0)
