"""ONNX operators in float64 numpy.

Every floating-point tensor is widened to float64, so the result differs from any fp32 runtime only by that
runtime's own rounding. An operator that is not in the table raises: a guess would be worse than no answer.
"""

import math

import numpy as np
from onnx import AttributeProto, TensorProto, numpy_helper

FLOAT_TYPES = {TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.BFLOAT16}
INTEGER_TYPES = {
    TensorProto.INT64: np.int64,
    TensorProto.INT32: np.int32,
    TensorProto.INT8: np.int8,
    TensorProto.UINT8: np.uint8,
    TensorProto.BOOL: np.bool_,
}


def widen(array):
    """Floats of any width become float64; integers and booleans stay what they are."""
    array = np.asarray(array)
    is_integral = array.dtype == np.bool_ or np.issubdtype(array.dtype, np.integer)
    return array if is_integral else array.astype(np.float64)


def attribute_value(attribute):
    kinds = {
        AttributeProto.INT: lambda: attribute.i,
        AttributeProto.FLOAT: lambda: float(attribute.f),
        AttributeProto.STRING: lambda: attribute.s.decode(),
        AttributeProto.INTS: lambda: list(attribute.ints),
        AttributeProto.FLOATS: lambda: list(attribute.floats),
        AttributeProto.TENSOR: lambda: widen(numpy_helper.to_array(attribute.t)),
    }
    if attribute.type not in kinds:
        raise NotImplementedError(f"attribute {attribute.name} has unsupported type {attribute.type}")
    return kinds[attribute.type]()


def axes_of(inputs, attributes, position=1):
    """Axes are an attribute before opset 13 (18 for reductions) and an input from then on."""
    if len(inputs) > position and inputs[position] is not None:
        return tuple(int(axis) for axis in inputs[position])
    return tuple(attributes["axes"]) if "axes" in attributes else None


def cast(inputs, attributes):
    target = attributes["to"]
    if target in FLOAT_TYPES:
        return inputs[0].astype(np.float64)
    return inputs[0].astype(INTEGER_TYPES[target])


def concat(inputs, attributes):
    return np.concatenate(inputs, axis=attributes["axis"])


def constant(_inputs, attributes):
    for name in ("value", "value_float", "value_int", "value_floats", "value_ints"):
        if name in attributes:
            return widen(attributes[name])
    raise NotImplementedError(f"constant with attributes {sorted(attributes)}")


def constant_of_shape(inputs, attributes):
    value = attributes.get("value", np.zeros(1))
    return np.full([int(size) for size in inputs[0]], value.reshape(-1)[0], dtype=value.dtype)


def cumulative_sum(inputs, attributes):
    if attributes.get("exclusive", 0) or attributes.get("reverse", 0):
        raise NotImplementedError("CumSum with exclusive or reverse")
    return np.cumsum(inputs[0], axis=int(inputs[1]), dtype=inputs[0].dtype)


def divide(inputs, _attributes):
    left, right = inputs
    if np.issubdtype(left.dtype, np.floating):
        return left / right
    return np.trunc(left / right).astype(left.dtype)  # ONNX integer division truncates towards zero


def expand(inputs, _attributes):
    shape = tuple(int(size) for size in inputs[1])
    return np.broadcast_to(inputs[0], np.broadcast_shapes(inputs[0].shape, shape))


def gather(inputs, attributes):
    return np.take(inputs[0], inputs[1], axis=attributes.get("axis", 0))


def gemm(inputs, attributes):
    left = inputs[0].T if attributes.get("transA", 0) else inputs[0]
    right = inputs[1].T if attributes.get("transB", 0) else inputs[1]
    product = attributes.get("alpha", 1.0) * (left @ right)
    has_bias = len(inputs) > 2 and inputs[2] is not None
    return product + attributes.get("beta", 1.0) * inputs[2] if has_bias else product


def layer_normalization(inputs, attributes):
    axes = tuple(range(attributes.get("axis", -1) % inputs[0].ndim, inputs[0].ndim))
    centred = inputs[0] - inputs[0].mean(axis=axes, keepdims=True)
    variance = (centred**2).mean(axis=axes, keepdims=True)
    scaled = centred / np.sqrt(variance + attributes.get("epsilon", 1e-5)) * inputs[1]
    return scaled + inputs[2] if len(inputs) > 2 and inputs[2] is not None else scaled


def root_mean_square_normalization(inputs, attributes):
    axes = tuple(range(attributes.get("axis", -1) % inputs[0].ndim, inputs[0].ndim))
    mean_square = (inputs[0] ** 2).mean(axis=axes, keepdims=True)
    return inputs[0] / np.sqrt(mean_square + attributes.get("epsilon", 1e-5)) * inputs[1]


def power(inputs, _attributes):
    # Squaring by multiplication is much faster than a general power and exact in the same sense.
    is_square = inputs[1].size == 1 and float(inputs[1].reshape(-1)[0]) == 2.0
    return inputs[0] * inputs[0] if is_square else np.power(inputs[0], inputs[1])


def value_range(inputs, _attributes):
    start, limit, delta = (np.asarray(value).reshape(-1)[0] for value in inputs)
    return np.arange(start, limit, delta, dtype=np.asarray(inputs[0]).dtype)


def reduce_with(function):
    def reduce(inputs, attributes):
        axes = axes_of(inputs, attributes)
        if axes is None and attributes.get("noop_with_empty_axes", 0):
            return inputs[0]
        return function(inputs[0], axis=axes, keepdims=bool(attributes.get("keepdims", 1)))

    return reduce


def reshape(inputs, attributes):
    sizes = [int(size) for size in inputs[1]]
    if not attributes.get("allowzero", 0):
        sizes = [inputs[0].shape[i] if size == 0 else size for i, size in enumerate(sizes)]
    return inputs[0].reshape(sizes)


def shape(inputs, attributes):
    sizes = inputs[0].shape[attributes.get("start", 0) : attributes.get("end", None)]
    return np.array(sizes, dtype=np.int64)


def sigmoid(inputs, _attributes):
    negative_magnitude = np.exp(-np.abs(inputs[0]))  # never overflows, whatever the sign
    return np.where(inputs[0] >= 0, 1.0, negative_magnitude) / (1.0 + negative_magnitude)


def slice_tensor(inputs, _attributes):
    data, starts, ends = inputs[:3]
    axes = inputs[3] if len(inputs) > 3 and inputs[3] is not None else range(len(starts))
    steps = inputs[4] if len(inputs) > 4 and inputs[4] is not None else [1] * len(starts)
    window = [slice(None)] * data.ndim
    for start, end, axis, step in zip(starts, ends, axes, steps):
        # Going backwards past the first element can only be written as an open end in Python.
        runs_off_the_front = step < 0 and end < -data.shape[int(axis)]
        window[int(axis)] = slice(int(start), None if runs_off_the_front else int(end), int(step))
    return data[tuple(window)]


def softmax(inputs, attributes):
    axis = attributes.get("axis", -1)
    result = inputs[0] - inputs[0].max(axis=axis, keepdims=True)
    np.exp(result, out=result)  # in place: attention weights are the largest tensors of all
    result /= result.sum(axis=axis, keepdims=True)
    return result


def split(inputs, attributes):
    axis = attributes.get("axis", 0)
    sizes = inputs[1] if len(inputs) > 1 and inputs[1] is not None else attributes.get("split")
    if sizes is None:
        return tuple(np.split(inputs[0], attributes["output_count"], axis=axis))
    return tuple(np.split(inputs[0], np.cumsum(sizes)[:-1], axis=axis))


def squeeze(inputs, attributes):
    return np.squeeze(inputs[0], axis=axes_of(inputs, attributes))


def tile(inputs, _attributes):
    return np.tile(inputs[0], [int(count) for count in inputs[1]])


def transpose(inputs, attributes):
    return np.transpose(inputs[0], attributes.get("perm"))


def triangle(inputs, attributes):
    offset = int(inputs[1]) if len(inputs) > 1 and inputs[1] is not None else 0
    return np.triu(inputs[0], offset) if attributes.get("upper", 1) else np.tril(inputs[0], offset)


def unsqueeze(inputs, attributes):
    axes = axes_of(inputs, attributes)
    return np.expand_dims(inputs[0], axes)


def unary(function):
    return lambda inputs, _attributes: function(inputs[0])


def binary(function):
    return lambda inputs, _attributes: function(inputs[0], inputs[1])


def variadic(function):
    def fold(inputs, _attributes):
        result = inputs[0]
        for value in inputs[1:]:
            result = function(result, value)
        return result

    return fold


error_function = np.vectorize(math.erf, otypes=[np.float64])

OPERATORS = {
    "Abs": unary(np.abs),
    "Add": binary(np.add),
    "And": binary(np.logical_and),
    "Cast": cast,
    "Concat": concat,
    "Constant": constant,
    "ConstantOfShape": constant_of_shape,
    "Cos": unary(np.cos),
    "CumSum": cumulative_sum,
    "Div": divide,
    "Equal": binary(np.equal),
    "Erf": unary(error_function),
    "Exp": unary(np.exp),
    "Expand": expand,
    "Gather": gather,
    "Gemm": gemm,
    "Greater": binary(np.greater),
    "GreaterOrEqual": binary(np.greater_equal),
    "Identity": unary(lambda value: value),
    "LayerNormalization": layer_normalization,
    "Less": binary(np.less),
    "LessOrEqual": binary(np.less_equal),
    "Log": unary(np.log),
    "MatMul": binary(np.matmul),
    "Max": variadic(np.maximum),
    "Min": variadic(np.minimum),
    "Mul": binary(np.multiply),
    "Neg": unary(np.negative),
    "Not": unary(np.logical_not),
    "Or": binary(np.logical_or),
    "Pow": power,
    "RMSNormalization": root_mean_square_normalization,
    "Range": value_range,
    "Reciprocal": unary(lambda value: 1.0 / value),
    "ReduceMax": reduce_with(np.max),
    "ReduceMean": reduce_with(np.mean),
    "ReduceSum": reduce_with(np.sum),
    "Reshape": reshape,
    "Shape": shape,
    "Sigmoid": sigmoid,
    "SimplifiedLayerNormalization": root_mean_square_normalization,
    "Sin": unary(np.sin),
    "Slice": slice_tensor,
    "Softmax": softmax,
    "Split": split,
    "Sqrt": unary(np.sqrt),
    "Squeeze": squeeze,
    "Sub": binary(np.subtract),
    "Tanh": unary(np.tanh),
    "Tile": tile,
    "Transpose": transpose,
    "Trilu": triangle,
    "Unsqueeze": unsqueeze,
    "Where": lambda inputs, _attributes: np.where(inputs[0], inputs[1], inputs[2]),
}
