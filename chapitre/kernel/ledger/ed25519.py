"""Ed25519 verification (RFC 8032) in plain Python, for a verifier that has nothing but the standard library.

It never sees a secret, so it need not run in constant time. About 3 ms a signature.
"""

import hashlib

FIELD_PRIME = 2**255 - 19
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, -1, FIELD_PRIME) % FIELD_PRIME
SQRT_MINUS_ONE = pow(2, (FIELD_PRIME - 1) // 4, FIELD_PRIME)

# A point in extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z.
CurvePoint = tuple[int, int, int, int]
CURVE_NEUTRAL: CurvePoint = (0, 1, 1, 0)


def ed25519_verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is that of `message` by `public_key` (32 bytes).

    Strict: false on a scalar not below the group order, a point not in canonical form, or a key of small order.
    """
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key = curve_decompress(public_key)
    nonce = curve_decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= GROUP_ORDER or is_curve_neutral(curve_multiply(key, 8)):
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % GROUP_ORDER
    # scalar·B = R + challenge·A, checked as scalar·B + challenge·(−A) = R
    x, y, z, t = key
    left = curve_multiply_two(scalar, CURVE_BASE, challenge, (-x % FIELD_PRIME, y, z, -t % FIELD_PRIME))
    return same_curve_point(left, nonce)


def curve_decompress(data: bytes) -> CurvePoint | None:
    """The point of 32 bytes, or None where there is none or the bytes are not its canonical form."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= FIELD_PRIME:
        return None
    numerator = (y * y - 1) % FIELD_PRIME
    denominator = (CURVE_D * y * y + 1) % FIELD_PRIME
    square = numerator * pow(denominator, -1, FIELD_PRIME) % FIELD_PRIME
    x = pow(square, (FIELD_PRIME + 3) // 8, FIELD_PRIME)
    if (x * x - square) % FIELD_PRIME:
        x = x * SQRT_MINUS_ONE % FIELD_PRIME
    if (x * x - square) % FIELD_PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = FIELD_PRIME - x
    return x, y, 1, x * y % FIELD_PRIME


def curve_add(one: CurvePoint, two: CurvePoint) -> CurvePoint:
    """The sum of two points."""
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = two
    a = (y1 - x1) * (y2 - x2) % FIELD_PRIME
    b = (y1 + x1) * (y2 + x2) % FIELD_PRIME
    c = 2 * CURVE_D * t1 * t2 % FIELD_PRIME
    d = 2 * z1 * z2 % FIELD_PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD_PRIME, g * h % FIELD_PRIME, f * g % FIELD_PRIME, e * h % FIELD_PRIME


def curve_double(point: CurvePoint) -> CurvePoint:
    """Twice a point."""
    x, y, z, _ = point
    a = x * x % FIELD_PRIME
    b = y * y % FIELD_PRIME
    h = a + b
    e = h - (x + y) * (x + y) % FIELD_PRIME
    g = a - b
    f = 2 * z * z % FIELD_PRIME + g
    return e * f % FIELD_PRIME, g * h % FIELD_PRIME, f * g % FIELD_PRIME, e * h % FIELD_PRIME


def curve_multiply_two(first: int, one: CurvePoint, second: int, two: CurvePoint) -> CurvePoint:
    """first·one + second·two, doubling once for both (Shamir's trick)."""
    table = (CURVE_NEUTRAL, one, two, curve_add(one, two))
    total = CURVE_NEUTRAL
    for bit in range(max(first.bit_length(), second.bit_length()) - 1, -1, -1):
        total = curve_double(total)
        chosen = (first >> bit & 1) | (second >> bit & 1) << 1
        if chosen:
            total = curve_add(total, table[chosen])
    return total


def curve_multiply(point: CurvePoint, scalar: int) -> CurvePoint:
    """scalar·point."""
    return curve_multiply_two(scalar, point, 0, CURVE_NEUTRAL)


def same_curve_point(one: CurvePoint, two: CurvePoint) -> bool:
    """Whether two points are one, whatever their Z."""
    x1, y1, z1, _ = one
    x2, y2, z2, _ = two
    return (x1 * z2 - x2 * z1) % FIELD_PRIME == 0 and (y1 * z2 - y2 * z1) % FIELD_PRIME == 0


def is_curve_neutral(point: CurvePoint) -> bool:
    """Whether a point is the group's zero."""
    return same_curve_point(point, CURVE_NEUTRAL)


def curve_base() -> CurvePoint:
    """The generator: y = 4/5, x even."""
    point = curve_decompress((4 * pow(5, -1, FIELD_PRIME) % FIELD_PRIME).to_bytes(32, "little"))
    if point is None:
        raise ArithmeticError("the curve's constants are wrong")
    return point


CURVE_BASE = curve_base()
